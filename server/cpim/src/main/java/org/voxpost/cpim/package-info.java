/**
 * What comes in a session of text beside plain text, as values: messages with an envelope (message/cpim, RFC 3862), what their sender wants
 * to hear of them (IMDN, RFC 5438), and that somebody types (RFC 3994). {@link org.voxpost.cpim.Content} says what a body is. Nothing here
 * does I/O, and no XML that is read looks anywhere else.
 */
@NullMarked
package org.voxpost.cpim;

import org.jspecify.annotations.NullMarked;
