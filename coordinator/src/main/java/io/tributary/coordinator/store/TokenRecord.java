package io.tributary.coordinator.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An enrolment token or a recovery token, without the token: what is kept of it is its hash.
 *
 * @param sha256 hex SHA-256 of the token
 * @param expires when it is void if it was not used
 * @param recovers whether it gives a device that is enrolled another key; else it enrols one
 * @param bound the one device that may use it, if it is not for any
 * @param usedBy the device that used it
 */
public record TokenRecord(String sha256, Instant created, Instant expires, boolean recovers,
        Optional<String> bound, Optional<String> usedBy) {}
