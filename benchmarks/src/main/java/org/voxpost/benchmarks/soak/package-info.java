/**
 * Keeps a server busy with work that goes well and work that does not, kills it now and then, and looks whether anything is lost or left
 * behind: {@code ./benchmarks/soak}. ADR 0012 says what is done and what counts.
 */
@NullMarked
package org.voxpost.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
