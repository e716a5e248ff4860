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
 * That an update counts, durably; the payload of a document that the coordinator signs. With it a device can show that its update
 * was acknowledged.
 *
 * @param v format version, 1
 * @param run UUIDv7
 * @param round 1-based
 * @param device whose update it is
 * @param uploadId the upload that counts
 * @param sha256 hex SHA-256 of its sealed bytes
 * @param weight as reported; null if none was
 * @param accepted epoch milliseconds on the coordinator's clock
 */
public record UpdateReceipt(int v, String run, int round, String device, String uploadId, String sha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Integer weight,
        long accepted) implements Versioned {
    /**
     * Checks the form of its arguments.
     *
     * @throws IllegalArgumentException if one is not of its form
     */
    public UpdateReceipt {
        Fields.version(v);
        Ids.run(run);
        Fields.within("round", round, 1, Integer.MAX_VALUE);
        Ids.device(device);
        Ids.upload(uploadId);
        Sha256.requireHex("sha256", sha256);
        Fields.within("accepted", accepted, 0, Long.MAX_VALUE);
    }

    /** The receipt of a report. */
    public static UpdateReceipt of(UpdateReport report, long accepted) {
        return new UpdateReceipt(VERSION, report.run(), report.round(), report.device(), report.uploadId(),
                report.sha256(), report.weight(), accepted);
    }

    /** Whether it acknowledges exactly this report, whenever that was accepted. */
    public boolean acknowledges(UpdateReport report) {
        return equals(of(report, accepted));
    }
}
