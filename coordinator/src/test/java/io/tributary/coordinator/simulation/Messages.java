package io.tributary.coordinator.simulation;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.plan.SignedDocument;
import java.util.Optional;

/** Requests of devices and what they are answered: messages of the protocol, and the requests for uploads without HTTP. */
final class Messages {
    private Messages() {}

    /** From a device. */
    sealed interface Request {
        String device();
    }

    /** With the token of a session, if the device has one. */
    record Said(Optional<String> token, Request request) {}

    /**
     * A device wants a session.
     *
     * @param proof id that it draws for this request
     */
    record Open(String device, String proof, SessionLink link) implements Request {}

    record CheckIn(String device) implements Request {}

    /** How much of an upload is there? */
    record Asked(String device, int round, String upload) implements Request {}

    /** @param from where in {@code sealed} what is sent begins */
    record Upload(String device, int round, String upload, byte[] sealed, int from) implements Request {}

    record Report(String device, int round, String upload, String sha256, DeviceMessage.Report message)
            implements Request {}

    record Decline(String device, int round) implements Request {}

    /** From a coordinator. */
    sealed interface Answer {}

    record Session(String token) implements Answer {}

    record Assigned(SignedDocument offer) implements Answer {}

    record Wait() implements Answer {}

    record NoMoreWork() implements Answer {}

    /** So much of an upload is there. */
    record Here(int offset) implements Answer {}

    record Uploaded() implements Answer {}

    record Receipt(int round, String upload, String sha256) implements Answer {}

    record Refused(Reason reason) implements Answer {}
}
