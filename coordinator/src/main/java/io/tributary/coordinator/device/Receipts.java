package io.tributary.coordinator.device;

import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;

/**
 * Signs that updates count. The same row gets the same receipt, to the last bit. A row that says something else than its device
 * signed gets none. Thread-safe.
 */
public final class Receipts {
    private final SignedReports reports;
    private final SigningKey key;

    /** Checks rows so, and signs with this key. */
    public Receipts(SignedReports reports, SigningKey key) {
        this.reports = reports;
        this.key = key;
    }

    /** The receipt of an accepted update. @throws RejectedException if the row is not what its device signed */
    CoordinatorMessage.Receipt of(AcceptedUpdate row) throws RejectedException {
        UpdateReceipt receipt = UpdateReceipt.of(reports.verify(row), row.at().toEpochMilli());
        return new CoordinatorMessage.Receipt(key.sign(SignatureContext.UPDATE_RECEIPT, WireJson.write(receipt)));
    }
}
