/**
 * Servers that are killed, as processes of their own. {@code KilledServerTest} kills at what can be seen from outside, {@code
 * ShortSweepTest} at some steps that can be seen on the disk; {@code CrashSweep}, by {@code ./benchmarks/crash}, at every step.
 */
@NullMarked
package org.voxpost.app.crash;

import org.jspecify.annotations.NullMarked;
