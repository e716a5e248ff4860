package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KnownStore;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import java.time.InstantSource;

/**
 * Fakes of all storage ports over one shared world, so that a fence taken from {@link #runs} guards {@link #rounds} and
 * {@link #models} too. Losing the object loses the data; keeping it while everything else is made anew is a restart.
 */
public final class MemoryStores {
    private final World world = new World();
    private final RunStore runs;
    private final MemoryRoundStore rounds = new MemoryRoundStore(world);
    private final DeviceStore devices = new MemoryDeviceStore(world);
    private final MemoryModelStore models = new MemoryModelStore(world);
    private final AuditStore audit = new MemoryAuditStore(world);
    private final KnownStore known = new MemoryKnownStore(world);
    private final PartStore parts = new MemoryPartStore(world);
    private final ObjectStore objects = new MemoryObjectStore(world);
    private final KeyStore keys = new MemoryKeyStore(world);

    /** An empty world whose leases follow {@code clock}. */
    public MemoryStores(InstantSource clock) {
        this.runs = new MemoryRunStore(world, clock, rounds, models);
    }

    /** From now on every call of every port throws a StoreException and changes nothing, until {@link #repair}. */
    public void breakDown() {
        world.down(true);
    }

    /** Ends {@link #breakDown}. */
    public void repair() {
        world.down(false);
    }

    /** Runs and who owns them. */
    public RunStore runs() {
        return runs;
    }

    /** Events, effects, accepted updates. */
    public RoundStore rounds() {
        return rounds;
    }

    /** The population. */
    public DeviceStore devices() {
        return devices;
    }

    /** The audit log. */
    public AuditStore audit() {
        return audit;
    }

    /** What is known of files. */
    public KnownStore known() {
        return known;
    }

    /** Model versions. */
    public ModelStore models() {
        return models;
    }

    /** Parts of partial objects. */
    public PartStore parts() {
        return parts;
    }

    /** Bytes. */
    public ObjectStore objects() {
        return objects;
    }

    /** Secrets. */
    public KeyStore keys() {
        return keys;
    }

}
