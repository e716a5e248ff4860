package io.tributary.client.event;

import io.tributary.protocol.Reason;
import java.util.List;

/** A step of a client. Immutable. */
public sealed interface ClientEvent {
    /** Which step. */
    Phase phase();

    /** Id of the run, empty where none is known yet. */
    String run();

    /** Round of the run, 1-based; 0 where none is meant. */
    int round();

    /** A step began. */
    record Started(Phase phase, String run, int round) implements ClientEvent {}

    /**
     * A step ended well.
     *
     * @param bytesUp bytes of bodies sent during the step
     * @param bytesDown bytes of bodies received during the step
     */
    record Finished(Phase phase, String run, int round, long bytesUp, long bytesDown) implements ClientEvent {}

    /**
     * The device is not eligible: it does not check in, and looks again after a while.
     *
     * @param lacks what is missing, in words; at least one
     */
    record Ineligible(Phase phase, String run, int round, List<String> lacks) implements ClientEvent {}

    /**
     * The device has a session, and waits until it is chosen. Told once for each time of waiting, not for each question; {@link Failed}
     * follows if the coordinator cannot be asked.
     *
     * @param run the run after whose end it waits for another one, empty if it has heard of no end
     * @param what it waits for, in words
     */
    record Waiting(Phase phase, String run, int round, String what) implements ClientEvent {}

    /**
     * Another version of a model is served from now on: verified, here for predictions.
     *
     * @param model registry name
     * @param version at least 0
     */
    record Served(Phase phase, String run, int round, String model, int version) implements ClientEvent {}

    /**
     * The device takes no part in a round and says so, or tries to. A failure that led to it was told before.
     *
     * @param model registry name of what the round trains
     * @param reason as the coordinator is told; NOT_ELIGIBLE too where the device does not take part in runs of this model
     * @param why in words
     */
    record Declined(Phase phase, String run, int round, String model, Reason reason, String why)
            implements ClientEvent {}

    /**
     * The client has ended: the last event.
     *
     * @param why for which reason
     * @param detail in words
     */
    record Ended(Phase phase, String run, int round, ClientEnd why, String detail) implements ClientEvent {}

    /**
     * A step failed; the client goes on by itself.
     *
     * @param cause {@link io.tributary.protocol.RejectedException} if this side or the coordinator refused,
     *     {@link io.tributary.client.transport.TransportException} if the network failed,
     *     {@link io.tributary.learning.TrainingException} if training did, {@link java.io.IOException} if the device's disk did
     */
    record Failed(Phase phase, String run, int round, Exception cause) implements ClientEvent {}
}
