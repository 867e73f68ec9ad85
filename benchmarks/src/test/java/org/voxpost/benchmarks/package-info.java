/** What the harness reads, counts and refuses. */
@NullMarked
package org.voxpost.benchmarks;

import org.jspecify.annotations.NullMarked;
