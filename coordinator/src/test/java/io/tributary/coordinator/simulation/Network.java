package io.tributary.coordinator.simulation;

/** Carries messages: late, in another order, twice, or not at all, until the weather clears. */
final class Network {
    private static final int USUAL_MILLIS = 40;
    private static final int LATE_MILLIS = 6_000;

    private final Time time;
    private final Chance chance;
    private final Weather weather;

    Network(Time time, Chance chance, Weather weather) {
        this.time = time;
        this.chance = chance;
        this.weather = weather;
    }

    /** Delivers a message, perhaps. */
    void send(Runnable delivery) {
        if (!weather.rough()) {
            time.in(chance.between(1, USUAL_MILLIS), delivery);
            return;
        }
        if (!chance.oneIn(12)) {
            time.in(delay(), delivery);
        }
        if (chance.oneIn(8)) {
            time.in(delay(), delivery);
        }
    }

    private int delay() {
        return chance.oneIn(10) ? chance.between(1, LATE_MILLIS) : chance.between(1, USUAL_MILLIS);
    }
}
