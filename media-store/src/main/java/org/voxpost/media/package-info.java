/**
 * Media by URI: files under configured roots (RFC 8089, with the two-slash form of XMS), HTTP sources (RFC 9110, RFC 9111
 * §4.3 for validation), the spool that holds what was pulled, and the safe writing of files that peers send (RFC 5547 §6).
 *
 * <p>Nothing else in the product opens a file or a URL that a user named. Calls block; make them on virtual threads.
 * Interrupting the calling thread cancels the call.
 */
@NullMarked
package org.voxpost.media;

import org.jspecify.annotations.NullMarked;
