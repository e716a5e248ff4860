package io.tributary.coordinator.simulation;

/**
 * For how long things go wrong. After it nothing fails any more, so that what is still waiting then, waits for ever.
 *
 * @param until milliseconds since the world began
 */
record Weather(Time time, long until) {
    boolean rough() {
        return time.now() < until;
    }
}
