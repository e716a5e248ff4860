package io.tributary.coordinator.simulation;

import io.tributary.protocol.Reason;
import io.tributary.protocol.plan.SignedDocument;

/** Messages between devices and coordinators, reduced to what the simulation needs. */
final class Messages {
    private Messages() {}

    /** From a device. */
    sealed interface Request {
        String device();
    }

    record CheckIn(String device) implements Request {}

    record Upload(String device, int round, String upload, byte[] sealed) implements Request {}

    record Report(String device, int round, String upload, String sha256, int weight) implements Request {}

    record Decline(String device, int round) implements Request {}

    /** From a coordinator. */
    sealed interface Answer {}

    record Assigned(SignedDocument offer) implements Answer {}

    record Wait() implements Answer {}

    record NoMoreWork() implements Answer {}

    record Uploaded() implements Answer {}

    record Receipt(int round, String upload, String sha256) implements Answer {}

    record Refused(Reason reason) implements Answer {}
}
