package io.tributary.coordinator.access;

import java.time.InstantSource;

/**
 * What time it is, for three questions.
 *
 * @param wall the coordinator's time, which devices are told and date proofs by; it never goes back
 * @param expiry by which certificates and tokens end: never before what the audit log saw last, so that a clock that is set back revives
 *     none
 * @param durations how time passes, whatever the clock is set to
 */
public record Clocks(InstantSource wall, InstantSource expiry, InstantSource durations) {
    /** One for all. */
    public static Clocks of(InstantSource clock) {
        return new Clocks(clock, clock, clock);
    }
}
