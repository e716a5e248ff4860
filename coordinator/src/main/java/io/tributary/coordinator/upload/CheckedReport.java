package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.SignedReports;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.plan.SignedDocument;

/**
 * A report that its device signed. Immutable.
 *
 * @param content what it signed
 * @param message what it came in
 * @param weight number of examples, not yet held against the plan
 */
public record CheckedReport(UpdateReport content, DeviceMessage.Report message, int weight) {
    /**
     * Checks the signature.
     *
     * @throws RejectedException as {@link SignedReports#verify}, or BAD_WEIGHT if there is no weight
     */
    public static CheckedReport of(DeviceMessage.Report message, SignedReports reports) throws RejectedException {
        UpdateReport content = reports.verify(message.device(), message.signed());
        Integer weight = content.weight();
        if (weight == null) {
            throw new RejectedException(Reason.BAD_WEIGHT, "the report has no weight; the updates of this run are "
                    + "weighted by their numbers of examples");
        }
        return new CheckedReport(content, message, weight);
    }

    String device() {
        return content.device();
    }

    /** The run it is for. */
    public String run() {
        return content.run();
    }

    int round() {
        return content.round();
    }

    String uploadId() {
        return content.uploadId();
    }

    String sha256() {
        return content.sha256();
    }

    SignedDocument signed() {
        return message.signed();
    }
}
