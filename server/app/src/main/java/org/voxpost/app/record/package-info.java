/** Outcomes of transfers as lines of a file: written as they happen, read by {@code voxpost transfers}. Covers no RFC. */
@NullMarked
package org.voxpost.app.record;

import org.jspecify.annotations.NullMarked;
