package io.tributary.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Operators;
import io.tributary.coordinator.access.Registrar;
import io.tributary.coordinator.access.session.SharedAccess;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.cluster.MemberAddresses;
import io.tributary.coordinator.device.Offers;
import io.tributary.coordinator.device.Receipts;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.Readiness;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What the web API serves.
 *
 * @param clock what time it is
 * @param durations how time passes, whatever the clock is set to
 */
public record ApiServices(Training training, Devices devices, Updates updates, Access access, Meters meters,
        InstantSource clock, InstantSource durations) {
    /**
     * Runs, and the models that come of them.
     *
     * @param owners keys that may sign plans
     */
    public record Training(Runs runs, ModelRegistry registry, TrafficMeter traffic, List<VerifyingKey> owners) {
        /** Copies the list. */
        public Training {
            owners = List.copyOf(owners);
        }
    }

    /**
     * The population.
     *
     * @param store who is enrolled
     * @param pool who waits for work
     * @param held who waits with a request open
     * @param channels who is in a round and has a channel
     * @param members where else they may go
     */
    public record Devices(DeviceStore store, DevicePool pool, HeldCheckIns held, Channels channels,
            MemberAddresses members) {}

    /**
     * Where updates are kept.
     *
     * @param rounds which of them count
     * @param objects their sealed bytes
     * @param reports checks what devices signed
     * @param receipts signs that updates count
     * @param offers has offers signed by the key that speaks now
     */
    public record Updates(RoundStore rounds, ObjectStore objects, SignedReports reports, Receipts receipts,
            Offers offers) {}

    /**
     * Who may come in, and what is written of it.
     *
     * @param keys that speak for this coordinator
     * @param registrar signs certificates of devices
     * @param operators knows operators by their tokens
     * @param members what members know of each other's sessions; empty if this is the only one
     */
    public record Access(AccessOptions options, KeyChain keys, Registrar registrar, Operators operators,
            AuditLog log, Optional<SharedAccess> members) {}

    /**
     * What is counted.
     *
     * @param registry everything, as it is scraped
     * @param metrics counts into it
     * @param readiness whether the coordinator can do its work
     * @param cores that close rounds
     */
    public record Meters(PrometheusMeterRegistry registry, CoordinatorMetrics metrics, Readiness readiness,
            Cores cores) {}

    /**
     * The cores that close rounds.
     *
     * @param ranges how many ranges are at work or wait; must be quick
     * @param count how many cores there are
     */
    public record Cores(IntSupplier ranges, int count) {}
}
