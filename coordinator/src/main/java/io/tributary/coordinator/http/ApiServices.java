package io.tributary.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.Registrar;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.InstantSource;
import java.util.List;

/**
 * What the web API serves.
 *
 * @param access who may come in, and what is written of it
 * @param owners keys that may sign plans
 */
public record ApiServices(Runs runs, RoundStore rounds, DeviceStore devices, BlobStore blobs, ModelRegistry registry,
        DevicePool pool, Channels channels, TrafficMeter traffic, Access access, List<VerifyingKey> owners,
        PrometheusMeterRegistry meters,
        CoordinatorMetrics metrics, InstantSource clock) {
    /**
     * Who may come in, and what is written of it.
     *
     * @param registrar signs certificates of devices
     * @param operators knows operators by their tokens
     */
    public record Access(AccessOptions options, Registrar registrar, Operators operators, AuditLog log) {}

    /** Copies the list. */
    public ApiServices {
        owners = List.copyOf(owners);
    }
}
