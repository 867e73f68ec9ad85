/**
 * How long a restart takes with a full journal, and what it costs to keep the journal's size: {@code ./benchmarks/run restart}. ADR 0012
 * says what is measured.
 */
@NullMarked
package org.voxpost.benchmarks.restart;

import org.jspecify.annotations.NullMarked;
