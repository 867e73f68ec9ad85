/** What a full journal is made of, and how figures are told. */
@NullMarked
package org.voxpost.benchmarks.restart;

import org.jspecify.annotations.NullMarked;
