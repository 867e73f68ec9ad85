/** Whether the harness measures what it says; the figures themselves are no test's business. */
@NullMarked
package org.voxpost.benchmarks.msrp;

import org.jspecify.annotations.NullMarked;
