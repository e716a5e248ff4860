/**
 * Runs and what plays them. {@link io.tributary.coordinator.run.Runs} has a {@link io.tributary.coordinator.run.RunController} for
 * each run that is played; the controller owns the run and starts a loop; the loop stores each event, lets the round machine decide,
 * and performs the effects. Calls go in this one direction; what comes back goes through {@code RunObserver}.
 *
 * <p>A round is closed by {@code Aggregation}, over shared stores together with other members: {@code TeamExecutor} hands out its ranges, and
 * {@code RangeHelp} works off those of others. In the same way {@code TeamEvaluator} hands out slices of what measures a version, and
 * {@code SliceHelp} measures those of others.
 *
 * <p>Files: a run is one thing with one thread, and what plays it, what it remembers and what it performs name each other's types; a
 * package for the effects alone would need the run that they belong to, and so make a circle.
 */
@NullMarked
package io.tributary.coordinator.run;

import org.jspecify.annotations.NullMarked;
