package io.tributary.coordinator.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The ports that keep rows, over one database. */
public record RowPorts(RunStore runs, RoundStore rounds, DeviceStore devices, ModelStore models, AuditStore audit,
        KnownStore known, PartStore parts, AutoCloseable closer) {
    /** A clock that a test moves. */
    public static final class Hand implements InstantSource {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        /** Moves on. */
        public void pass(Duration time) {
            now = now.plus(time);
        }
    }
}
