package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a device says to the coordinator, version 1. Every message is idempotent: saying it again changes nothing more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = DeviceMessage.CheckIn.class, name = "check-in"),
    @JsonSubTypes.Type(value = DeviceMessage.Report.class, name = "report"),
    @JsonSubTypes.Type(value = DeviceMessage.Decline.class, name = "decline")})
public sealed interface DeviceMessage extends WireMessage {
    /** Enrolled id of the speaker. */
    String device();

    /** Idle and eligible: is there work? */
    record CheckIn(String device) implements DeviceMessage {}

    /**
     * The upload is complete: count it. Answered by a receipt.
     *
     * @param uploadId chosen by the device, a UUID
     * @param sha256 hex SHA-256 of all sealed bytes of the upload
     * @param weight number of examples, 1..maxWeight
     * @param loss mean training loss of the last epoch
     * @param trainMillis time spent training
     */
    record Report(String device, String run, int round, String planHash, int modelVersion, String uploadId,
            String sha256,
            int weight, double loss, long trainMillis) implements DeviceMessage {}

    /** The device will not finish this round. */
    record Decline(String device, String run, int round, String why) implements DeviceMessage {}
}
