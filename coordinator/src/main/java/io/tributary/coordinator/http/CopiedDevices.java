package io.tributary.coordinator.http;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.device.Revocation;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.metrics.CoordinatorMetrics;

/** Two copies of a device's directory speak: both are out, and operators are told, once. Blocks on storage. Thread-safe. */
final class CopiedDevices {
    private final Revocation revocation;
    private final AuditedRequests audited;
    private final CoordinatorMetrics metrics;

    CopiedDevices(Revocation revocation, AuditedRequests audited, CoordinatorMetrics metrics) {
        this.revocation = revocation;
        this.audited = audited;
        this.metrics = metrics;
    }

    /** The request that shows it came from this address. */
    void found(String device, String address) {
        if (revocation.cloned(device)) {
            audited.done(new AuditAction("coordinator", "none", address, "device-cloned", device));
            metrics.cloned();
            OperatorEvent.DEVICE_CLONED.log("device", device, "address", address, "cure",
                    "./tributary devices recover " + device);
        }
    }

    /** One of them has another key. */
    void recovered(String device) {
        revocation.recovered(device);
    }
}
