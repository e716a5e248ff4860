package io.tributary.coordinator.simulation;

import io.tributary.coordinator.simulation.schedule.Time;

/**
 * How long faults happen. Nothing fails afterwards, so whatever still waits at the end of the world would wait for ever.
 *
 * @param until milliseconds since the world began
 */
record Faults(Time time, long until) {
    boolean happen() {
        return time.now() < until;
    }
}
