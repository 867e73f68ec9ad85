/**
 * Serial executors: every SIP dialog and every transfer is touched by one lane only, in the order in which its work
 * arrived. Time for lanes is monotonic; wall-clock time is for records.
 */
@NullMarked
package org.voxpost.engine.lane;

import org.jspecify.annotations.NullMarked;
