/** Tests of the media store over real files and real sockets. */
@NullMarked
package org.voxpost.media;

import org.jspecify.annotations.NullMarked;
