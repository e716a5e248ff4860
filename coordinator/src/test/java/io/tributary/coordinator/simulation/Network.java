package io.tributary.coordinator.simulation;

import io.tributary.coordinator.simulation.schedule.SeededRandom;
import io.tributary.coordinator.simulation.schedule.Time;

/** Carries messages: late, in another order, twice, or not at all, until faults end. */
final class Network {
    private static final int USUAL_MILLIS = 40;
    private static final int LATE_MILLIS = 6_000;

    private final Time time;
    private final SeededRandom random;
    private final Faults faults;

    Network(Time time, SeededRandom random, Faults faults) {
        this.time = time;
        this.random = random;
        this.faults = faults;
    }

    /** Delivers a message, perhaps. */
    void send(Runnable delivery) {
        if (!faults.happen()) {
            time.in(random.between(1, USUAL_MILLIS), delivery);
            return;
        }
        if (!random.oneIn(12)) {
            time.in(delay(), delivery);
        }
        if (random.oneIn(8)) {
            time.in(delay(), delivery);
        }
    }

    private int delay() {
        return random.oneIn(10) ? random.between(1, LATE_MILLIS) : random.between(1, USUAL_MILLIS);
    }
}
