package io.tributary.coordinator.store;

import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;

/**
 * A stored run.
 *
 * @param run UUIDv7
 * @param plan signed by the model owner
 * @param reason why it has this status, in words; empty if there is nothing to say
 * @param epoch of the current owner; 0 before the first claim
 * @param owner member id, empty before the first claim
 * @param leaseUntil when another member may take over
 */
public record RunRecord(String run, SignedDocument plan, RunView.Status status, String reason, long epoch, String owner,
        Instant leaseUntil,
        Instant created) implements StoredRun {}
