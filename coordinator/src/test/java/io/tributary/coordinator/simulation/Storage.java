package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.store.object.s3.MemoryService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The storage that all members share and that outlives them: rows and keys in memory, objects in a bucket. It may break one guarantee. */
final class Storage {
    /** How long bytes stay in memory alone if nobody asks for them to be written down. */
    private static final int WRITE_BACK_MILLIS = 5_000;
    private static final Path SCRATCH = scratch();

    private record Unsynced(String key, long at) {}

    final Ports real;
    private final World world;
    private final MemoryStores rows;
    private final MemoryService service;
    private final BrokenStorage mutations;
    private final Map<String, List<Unsynced>> unsynced = new TreeMap<>();

    Storage(World world) {
        this.world = world;
        this.rows = new MemoryStores(world.time);
        this.service = new MemoryService(world.time, world.leastPart());
        this.real = over(service.store(rows.parts(), own("outside"), new MemoryService.Fate() {
            @Override
            public <T> T decide(String what, boolean writes, String key, Supplier<T> request) {
                return request.get();
            }
        }));
        this.mutations = new BrokenStorage(world, real, rows.parts());
    }

    private static Path scratch() {
        try {
            Path made = Files.createTempDirectory("tributary-simulation");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Seeds are played in parallel, but none twice at once. */
    private Path own(String name) {
        return SCRATCH.resolve(world.seed() + "-" + world.broken + "-" + name);
    }

    /** Removes what the members had on disk. */
    void close() {
        try (var left = Files.newDirectoryStream(SCRATCH, world.seed() + "-" + world.broken + "-*")) {
            for (Path directory : left) {
                Files.delete(directory);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Ports over(ObjectStore objects) {
        return new Ports(rows.runs(), rows.rounds(), rows.models(), objects, rows.keys());
    }

    PartStore parts() {
        return rows.parts();
    }

    DeviceStore devices() {
        return rows.devices();
    }

    /** The devices as one life of a member sees them. */
    DeviceStore devices(MemberProcess process) {
        return Ports.gated(DeviceStore.class, rows.devices(), process);
    }

    /** What there is of updates, and of what they are put together from. */
    List<String> ofUpdates() {
        return Stream.of(rows.parts().objects().stream().map(object -> "a row of " + object),
                service.keys("parts/").stream(), service.keys("objects/" + UpdateObjects.ALL).stream())
                .flatMap(keys -> keys).toList();
    }

    /** The storage as one life of a member sees it. */
    Ports of(MemberProcess process) {
        Ports seen = mutations.of(process.name, real)
                .behind((what, arguments, call) -> world.history.pass(process.name, what, arguments, call))
                .behind(process);
        PartStore parts = Ports.gated(PartStore.class, mutations.parts(process.name), process);
        return new Ports(seen.runs(), seen.rounds(), seen.models(),
                service.store(parts, own(process.name), process),
                seen.keys());
    }

    /** Changes a byte of an object. @return false if there is none */
    boolean flipByte(String name, Random damageRandom) {
        return service.alter(name, bytes -> {
            bytes[damageRandom.nextInt(bytes.length)] ^= 1;
            return bytes;
        });
    }

    /** A member's request to the bucket succeeded. */
    void asked(String member, String what, String key) {
        if (world.broken == Guarantee.DURABILITY && (what.equals("S3.put") || what.equals("S3.complete"))) {
            unsynced.computeIfAbsent(member, _ -> new ArrayList<>()).add(new Unsynced(key, world.time.now()));
        }
    }

    /** A member died, and with it what it had only in memory. */
    void died(String member) {
        unsynced.getOrDefault(member, List.of()).stream()
                .filter(written -> written.at() > world.time.now() - WRITE_BACK_MILLIS)
                .forEach(written -> service.lose(written.key()));
        unsynced.remove(member);
        mutations.died(member);
    }
}
