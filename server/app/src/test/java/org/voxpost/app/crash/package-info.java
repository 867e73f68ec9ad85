/**
 * Servers that are killed, as processes of their own. {@code KilledServerTest} kills at what can be seen from outside; {@code
 * CrashSweep}, by {@code ./benchmarks/crash}, at every durable step.
 */
@NullMarked
package org.voxpost.app.crash;

import org.jspecify.annotations.NullMarked;
