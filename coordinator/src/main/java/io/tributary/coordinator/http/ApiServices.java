package io.tributary.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.shell.Runs;
import io.tributary.coordinator.shell.TrafficMeter;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.InstantSource;
import java.util.List;

/**
 * What the web API serves.
 *
 * @param registrar signs certificates of devices
 * @param owners keys that may sign plans
 * @param operatorToken what operators show; a secret
 */
public record ApiServices(Runs runs, RoundStore rounds, DeviceStore devices, BlobStore blobs, ModelRegistry registry,
        DevicePool pool, TrafficMeter traffic, SigningKey registrar, List<VerifyingKey> owners, String operatorToken,
        PrometheusMeterRegistry meters, CoordinatorMetrics metrics, InstantSource clock) {
    /** Copies the list. */
    public ApiServices {
        owners = List.copyOf(owners);
    }

    @Override
    public String toString() {
        return "ApiServices[owners=" + owners + ", operatorToken=(redacted)]";
    }
}
