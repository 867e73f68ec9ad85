/**
 * What it takes to pull an object by HTTP and push it by MSRP, beside doing both by hand: {@code ./benchmarks/run pull}. ADR 0012 says
 * what is measured.
 */
@NullMarked
package org.voxpost.benchmarks.pull;

import org.jspecify.annotations.NullMarked;
