/** What is read and told of transfers from HTTP. */
@NullMarked
package org.voxpost.benchmarks.pull;

import org.jspecify.annotations.NullMarked;
