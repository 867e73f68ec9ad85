/**
 * Media by URI, and the spool.
 */
@NullMarked
package org.voxpost.media;

import org.jspecify.annotations.NullMarked;
