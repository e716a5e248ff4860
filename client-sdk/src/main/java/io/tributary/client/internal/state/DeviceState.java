package io.tributary.client.internal.state;

import io.tributary.client.internal.state.StateIndex.Vector;
import io.tributary.learning.DeviceMemory;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a device keeps of one run: at most 16 vectors of at most 2^30 values, each a sealed file, and two sealed lists of them: {@code current},
 * and {@code staged} while a round is under way. A rename of the one over the other promotes all that was staged at once; whatever neither
 * names is deleted. So an end of the process at any point leaves the old state or the new one. Thread-safe.
 *
 * <p>What was altered, cut off or is another device's reads as absent, and is announced: the device goes on as one that is new to the run.
 * Refusing to go on would keep it out until somebody deleted the files, and then it would be new to the run all the same.
 */
public final class DeviceState implements DeviceMemory {
    private static final String CURRENT = "current";
    private static final String STAGED = "staged";
    private final Path directory;
    private final StateSeal seal;
    private final Consumer<RejectedException> damaged;
    private int round;

    DeviceState(Path directory, StateSeal seal, Consumer<RejectedException> damaged) {
        this.directory = directory;
        this.seal = seal;
        this.damaged = damaged;
    }

    /**
     * From now on, stages for this round. What a round before staged and did not get acknowledged is forgotten.
     *
     * @throws IOException if the disk fails
     */
    public synchronized void begin(int newRound) throws IOException {
        drop();
        round = newRound;
    }

    @Override
    public synchronized Optional<float[]> read(String name) throws IOException {
        StateIndex index = index(CURRENT);
        Vector vector = index.vectors().get(StateIndex.name(name));
        if (vector == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VectorFile(directory, name, vector, seal).read());
        } catch (RejectedException altered) {
            damaged.accept(altered);
            replace(CURRENT, index.without(name));
            return Optional.empty();
        }
    }

    /**
     * {@inheritDoc} It is on disk when this returns.
     *
     * @throws IllegalArgumentException if the name or the number of values or vectors is out of range
     * @throws IllegalStateException if no round has begun
     */
    @Override
    public synchronized void stage(String name, float[] values) throws IOException {
        if (round == 0) {
            throw new IllegalStateException("no round has begun: '" + name + "' would be promoted with none");
        }
        Vector vector = new Vector(UUID.randomUUID().toString(), values.length);
        StateIndex base = Files.exists(directory.resolve(STAGED)) ? index(STAGED) : index(CURRENT);
        StateIndex next = base.with(round, StateIndex.name(name), vector);
        Files.createDirectories(directory);
        new VectorFile(directory, name, vector, seal).write(values);
        replace(STAGED, next);
    }

    /**
     * The update of this round was acknowledged: what it staged is what later rounds read. Does nothing if it staged nothing.
     *
     * @throws IOException if the disk fails
     */
    public synchronized void promote(int acknowledged) throws IOException {
        if (Files.exists(directory.resolve(STAGED)) && index(STAGED).round() == acknowledged) {
            DurableFile.rename(directory.resolve(STAGED), directory.resolve(CURRENT));
        }
        drop();
    }

    /**
     * Forgets what was staged.
     *
     * @throws IOException if the disk fails
     */
    public synchronized void drop() throws IOException {
        Files.deleteIfExists(directory.resolve(STAGED));
        tidy(index(CURRENT));
    }

    /** Forgets all but one vector. */
    synchronized void keepOnly(String name) throws IOException {
        StateIndex kept = index(CURRENT).only(name);
        if (kept.vectors().isEmpty()) {
            delete();
        } else {
            replace(CURRENT, kept);
            drop();
        }
    }

    /** Forgets everything. */
    synchronized void delete() throws IOException {
        Files.deleteIfExists(directory.resolve(CURRENT));
        drop();
        Files.deleteIfExists(directory);
    }

    private StateIndex index(String which) throws IOException {
        Path file = directory.resolve(which);
        if (!Files.exists(file)) {
            return StateIndex.EMPTY;
        }
        try {
            byte[] sealed = BoundedFile.read(file, WireJson.MAX_MESSAGE + StateSeal.OVERHEAD);
            return WireJson.readDocument(seal.open(sealed), StateIndex.class);
        } catch (RejectedException altered) {
            damaged.accept(altered);
            Files.delete(file);
            return StateIndex.EMPTY;
        }
    }

    private void replace(String which, StateIndex index) throws IOException {
        DurableFile.replace(directory.resolve(which), seal.seal(WireJson.write(index)));
    }

    private void tidy(StateIndex current) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Set<String> known = new HashSet<>(Set.of(CURRENT));
        current.vectors().values().forEach(vector -> known.add(vector.file()));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!known.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
