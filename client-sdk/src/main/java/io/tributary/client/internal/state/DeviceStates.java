package io.tributary.client.internal.state;

import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The states of a device by run, below its directory. Thread-safe. */
public final class DeviceStates {
    private final Path root;
    private final StateSeal seal;
    private final Consumer<RejectedException> damaged;
    private final Map<String, DeviceState> states = new ConcurrentHashMap<>();

    private DeviceStates(Path root, StateSeal seal, Consumer<RejectedException> damaged) {
        this.root = root;
        this.seal = seal;
        this.damaged = damaged;
    }

    /**
     * The states below a client's directory.
     *
     * @param device whose they are: another device's read as absent
     * @param damaged hears of what was altered, cut off or another's
     * @throws IOException if the disk fails, or the key file holds no key
     */
    public static DeviceStates open(Path home, String device, Consumer<RejectedException> damaged)
            throws IOException {
        return new DeviceStates(home.resolve("state"), StateSeal.open(home, device), damaged);
    }

    /** The state of a run, empty at first. */
    public DeviceState of(String run) {
        return states.computeIfAbsent(Ids.run(run),
                id -> new DeviceState(root.resolve(id), seal.of(id), damaged));
    }

    /**
     * All runs have ended: forgets every state, except one vector of those runs whose models are still served.
     *
     * @throws IOException if the disk fails
     */
    public void end(Set<String> served, String kept) throws IOException {
        for (String run : runs()) {
            if (served.contains(run)) {
                of(run).keepOnly(kept);
            } else {
                of(run).delete();
            }
        }
    }

    private List<String> runs() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(root)) {
            return runs.map(run -> run.getFileName().toString()).filter(DeviceStates::isRun).toList();
        }
    }

    private static boolean isRun(String name) {
        try {
            return name.equals(Ids.run(name));
        } catch (IllegalArgumentException foreign) {
            return false; // not ours to delete
        }
    }
}
