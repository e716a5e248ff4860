package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a device gives to a round, and with what weight; the payload of a document that the device signs. What is summed must
 * be what it says.
 *
 * @param v format version, 1
 * @param run UUIDv7
 * @param round 1-based
 * @param device the speaker's id
 * @param uploadId chosen by the device, a UUID
 * @param sha256 hex SHA-256 of all sealed bytes of the upload
 * @param header hex SHA-256 of its header, the sealed bytes before the first chunk: with it the key is known, under which each chunk
 *     shows by itself whether it is what the device sealed
 * @param weight number of examples, which the coordinator holds against the plan; null in rounds whose weights are not shown to it
 */
public record UpdateReport(int v, String run, int round, String device, String uploadId, String sha256,
        String header,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Integer weight)
        implements Versioned {
    /**
     * Checks the form of its arguments.
     *
     * @throws IllegalArgumentException if one is not of its form
     */
    public UpdateReport {
        Fields.version(v);
        Ids.run(run);
        Fields.within("round", round, 1, Integer.MAX_VALUE);
        Ids.device(device);
        Ids.upload(uploadId);
        Sha256.requireHex("sha256", sha256);
        Sha256.requireHex("header", header);
    }
}
