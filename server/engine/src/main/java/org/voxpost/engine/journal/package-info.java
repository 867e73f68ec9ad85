/**
 * What was accepted, on disk before it is promised: orders, their jobs, and the outcome of each. The engine knows the journal by
 * {@link org.voxpost.engine.journal.Journal}; how it is kept is in {@code sql}.
 *
 * <p>An <em>order</em> is what one {@code dialogstart} asks for. A <em>job</em> is one object of one transfer of it.
 */
@NullMarked
package org.voxpost.engine.journal;

import org.jspecify.annotations.NullMarked;
