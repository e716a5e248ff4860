package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/** What a device says to the coordinator, version 1. Every message is idempotent: saying it again changes nothing more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = DeviceMessage.CheckIn.class, name = "check-in"),
    @JsonSubTypes.Type(value = DeviceMessage.Report.class, name = "report"),
    @JsonSubTypes.Type(value = DeviceMessage.Decline.class, name = "decline")})
public sealed interface DeviceMessage extends WireMessage {
    /** Enrolled id of the speaker. */
    String device();

    /**
     * Idle and eligible: is there work?
     *
     * @param resources what the device would give; null if it does not say, as older devices do not
     */
    record CheckIn(String device,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Resources resources)
            implements DeviceMessage {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is no device id
         */
        public CheckIn {
            Ids.device(device);
        }

        /** A check-in that says nothing of resources. */
        public CheckIn(String device) {
            this(device, null);
        }
    }

    /**
     * The upload is complete: count it. Answered by a receipt.
     *
     * @param uploadId chosen by the device, a UUID
     * @param sha256 hex SHA-256 of all sealed bytes of the upload
     * @param weight number of examples; the coordinator holds it against the plan
     * @param loss mean training loss of the last epoch, finite
     * @param trainMillis time spent training, at least 0
     */
    record Report(String device, String run, int round, String planHash, int modelVersion, String uploadId,
            String sha256,
            int weight, double loss, long trainMillis) implements DeviceMessage {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public Report {
            Ids.device(device);
            Ids.run(run);
            Fields.within("round", round, 1, Integer.MAX_VALUE);
            Sha256.requireHex("planHash", planHash);
            Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
            Ids.upload(uploadId);
            Sha256.requireHex("sha256", sha256);
            Fields.finite("loss", loss);
            Fields.within("trainMillis", trainMillis, 0, Long.MAX_VALUE);
        }
    }

    /** The device will not finish this round; {@code why} is a line of at most 1000 characters. */
    record Decline(String device, String run, int round, String why) implements DeviceMessage {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public Decline {
            Ids.device(device);
            Ids.run(run);
            Fields.within("round", round, 1, Integer.MAX_VALUE);
            Fields.line("why", why, 0, 1000);
        }
    }
}
