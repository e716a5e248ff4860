package io.tributary.coordinator.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the audit log is kept. Old entries move to archives, which stay part of the log; an archive goes once all of it is older, and
 * the log says so.
 *
 * @param age at least a day; empty to keep every entry, for ever
 */
public record AuditHistory(Optional<Duration> age) {
    /** What is kept unless something else is said: ten years. */
    public static final AuditHistory DEFAULT = new AuditHistory(Optional.of(Duration.ofDays(3_650)));
    /** Every entry is kept, for ever. */
    public static final AuditHistory ALL = new AuditHistory(Optional.empty());

    /** @throws IllegalArgumentException if it is too short */
    public AuditHistory {
        if (age.isPresent() && age.get().compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("the audit log is kept for at least a day, not " + age.get());
        }
    }

    /** An archive whose last entry is older is not kept. */
    Instant since(Instant now) {
        return age.map(now::minus).orElse(Instant.MIN);
    }
}
