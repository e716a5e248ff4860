/**
 * A day of load on paper: a trace of devices and runs, minute by minute, played against the formula that a member shows and the rule that an
 * autoscaler follows. A model of the load, not a measured day. Entry type: {@link io.tributary.loadtest.day.DayBenchmark}.
 *
 * <pre>
 *   DayTrace (what is asked)  ->  PlayedDay (members that are ready share it, what is left waits)  ->  ScalingLoad
 *                                     ^                                                               |
 *                                     +---- members that start ----  Autoscaler  &lt;--------------------+
 * </pre>
 */
@NullMarked
package io.tributary.loadtest.day;

import org.jspecify.annotations.NullMarked;
