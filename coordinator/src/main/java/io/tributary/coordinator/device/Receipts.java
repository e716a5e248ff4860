package io.tributary.coordinator.device;

import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKeys;

/**
 * Signs that updates count. The same row gets the same receipt, to the last bit, until the key is replaced. A row that says something else than its device
 * signed gets none. Thread-safe.
 */
public final class Receipts {
    private final SignedReports reports;
    private final SigningKeys keys;

    /** Checks rows so, and signs with the key of its purpose. */
    public Receipts(SignedReports reports, SigningKeys keys) {
        this.reports = reports;
        this.keys = keys;
    }

    /** The receipt of an accepted update. @throws RejectedException if the row is not what its device signed */
    CoordinatorMessage.Receipt of(AcceptedUpdate row) throws RejectedException {
        UpdateReceipt receipt = UpdateReceipt.of(reports.verify(row), row.at().toEpochMilli());
        return new CoordinatorMessage.Receipt(keys.sign(SignatureContext.UPDATE_RECEIPT, WireJson.write(receipt)));
    }
}
