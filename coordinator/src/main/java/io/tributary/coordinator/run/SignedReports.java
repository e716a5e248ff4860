package io.tributary.coordinator.run;

import io.tributary.coordinator.signature.VerifiedOnce;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;

/**
 * What devices signed of their updates. A report is checked when it comes, and its stored row again before the update is summed, so
 * that nobody who writes to the database changes what a device gave. Blocks on storage. Thread-safe.
 */
public final class SignedReports {
    /** Bytes of reports of rounds that are open, some 8,000: each is checked when it comes, for its receipt, and before it is summed. */
    private static final int KNOWN = 8 << 20;

    private final DeviceKeys keys;
    private final VerifiedOnce<VerifyingKey, UpdateReport> known = new VerifiedOnce<>(KNOWN);

    /** Checks with these keys. */
    public SignedReports(DeviceKeys keys) {
        this.keys = keys;
    }

    /**
     * What a device says of its upload.
     *
     * @throws RejectedException UNSIGNED, WRONG_SIGNER or BAD_SIGNATURE if the device did not sign it; why it is no report; FORBIDDEN
     *     if it is one of another device
     */
    public UpdateReport verify(String device, SignedDocument signed) throws RejectedException {
        UpdateReport report = known.of(keys.of(device), signed, SignedReports::read);
        if (!report.device().equals(device)) {
            throw new RejectedException(Reason.FORBIDDEN,
                    "the signed report is of '" + report.device() + "', not of '" + device + "'");
        }
        return report;
    }

    private static UpdateReport read(VerifyingKey key, SignedDocument signed) throws RejectedException {
        return WireJson.readDocument(key.verify(SignatureContext.UPDATE_REPORT, signed), UpdateReport.class);
    }

    /**
     * Passes if a stored row says what its device signed.
     *
     * @throws RejectedException as {@link #verify}, or BAD_SIGNATURE if the row says something else
     */
    public UpdateReport verify(AcceptedUpdate row) throws RejectedException {
        UpdateReport signed = verify(row.device(), row.report());
        UpdateReport stored = new UpdateReport(Versioned.VERSION, row.run(), row.round(), row.device(),
                row.uploadId(), row.sha256(), signed.header(), row.weight());
        if (!stored.equals(signed)) {
            throw new RejectedException(Reason.BAD_SIGNATURE, "the stored row of " + row.device() + " in round "
                    + row.round() + " says " + stored + ", but the device signed " + signed);
        }
        return signed;
    }
}
