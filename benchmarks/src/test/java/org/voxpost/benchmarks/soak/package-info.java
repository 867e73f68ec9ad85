/** What is drawn, judged and told of a soak. */
@NullMarked
package org.voxpost.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
