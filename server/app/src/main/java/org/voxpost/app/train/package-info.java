/** A rehearsal of the whole journey, for the Java machine to learn from. Covers no RFC. */
@NullMarked
package org.voxpost.app.train;

import org.jspecify.annotations.NullMarked;
