package io.tributary.client.internal.model;

import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every model that a device holds, on disk and being served. One thread writes, many read.
 *
 * <p>The files are trusted only after they were verified again with the pinned keys. Whoever can write to the disk can still
 * put back an older state that was once valid, or none: that needs hardware to prevent.
 */
public final class ModelStore implements AutoCloseable {
    private final Path root;
    private final PinnedKeys keys;
    private final ServedBy by;
    private final Map<String, HeldModel> held = new ConcurrentHashMap<>();
    private final Map<String, ServedModel> served = new ConcurrentHashMap<>();
    private volatile Optional<EdgeModel> newest = Optional.empty();
    private final Set<String> tidy = new HashSet<>();
    private Optional<HeldModel> pending = Optional.empty();

    private ModelStore(Path root, PinnedKeys keys, ServedBy by) {
        this.root = root;
        this.keys = keys;
        this.by = by;
    }

    /**
     * Reads what is on disk, verifying every byte.
     *
     * @param refused hears of each model that was damaged or altered; it is not served, and its chunks are fetched again
     * @throws IOException if the directory cannot be read
     */
    public static ModelStore open(Path directory, PinnedKeys keys, ServedBy by,
            Consumer<Exception> refused) throws IOException {
        ModelStore models = new ModelStore(directory.resolve("models"), keys, by);
        Files.createDirectories(models.root);
        try (Stream<Path> directories = Files.list(models.root)) {
            directories.forEach(model -> models.load(model, refused));
        }
        models.newest = models.served.values().stream().max(Comparator.comparingLong(ServedModel::created))
                .map(model -> model);
        return models;
    }

    private void load(Path path, Consumer<Exception> refused) {
        ModelDirectory directory = new ModelDirectory(path);
        try {
            if (directory.holdsVersion()) {
                load(directory.read(keys));
            }
        } catch (RejectedException | IOException untrusted) {
            refused.accept(untrusted);
        }
    }

    private void load(HeldModel model) throws IOException, RejectedException {
        held.put(model.name(), model); // the lineage stays known even if the chunks are damaged
        ModelDirectory directory = directory(model.name());
        directory.pack(model).verify();
        if (model.plan().content().spec().network() instanceof NetworkSpec.TorchScript network) {
            directory.network(network).next();
        }
        served.put(model.name(), new ServedModel(model, directory, by));
    }

    /** The copy of a file that a plan of a model names; those that other plans named go. */
    public NetworkCopy network(String model, NetworkSpec.TorchScript network) throws IOException {
        ModelDirectory directory = directory(model);
        directory.create();
        return directory.network(network);
    }

    ModelDirectory directory(String model) {
        return new ModelDirectory(root.resolve(model));
    }

    /** The version whose lineage the next one must continue. */
    public Optional<HeldModel> held(String model) {
        return Optional.ofNullable(held.get(model));
    }

    /** The model that changed last. */
    public Optional<EdgeModel> newest() {
        return newest;
    }

    /** A model by its registry name. */
    public Optional<EdgeModel> model(String name) {
        return Optional.ofNullable(served.get(name));
    }

    /** The versions that are served, sorted by the registry names of their models. */
    public SortedMap<String, Integer> versions() {
        SortedMap<String, Integer> versions = new TreeMap<>();
        served.forEach((name, model) -> versions.put(name, model.version()));
        return versions;
    }

    /** The runs of the versions that are served. */
    public Set<String> runs() {
        return served.values().stream().map(ServedModel::run).collect(Collectors.toSet());
    }

    /**
     * Begins to take a version in, one at a time.
     *
     * @throws IOException if the disk fails
     */
    public Download begin(HeldModel next) throws IOException {
        ModelDirectory directory = directory(next.name());
        directory.create();
        if (tidy.add(next.name())) {
            directory.keepOnly(Stream.concat(held(next.name()).stream(), Stream.of(next)).toList());
        } else {
            forgetUnfinished(next);
        }
        pending = Optional.of(next);
        Optional<HeldModel> before = held(next.name());
        return new Download(this, next, directory.pack(next), before, before.map(directory::pack));
    }

    /** An unfinished download is continued or deleted, so that there is at most one. */
    private void forgetUnfinished(HeldModel next) throws IOException {
        if (pending.isPresent() && !pending.get().sameVersion(next) && !isHeld(pending.get())) {
            directory(pending.get().name()).forget(pending.get());
        }
    }

    private boolean isHeld(HeldModel version) {
        return held(version.name()).filter(version::sameVersion).isPresent();
    }

    void hold(HeldModel next) throws IOException {
        Optional<HeldModel> before = held(next.name()).filter(old -> !old.sameVersion(next));
        if (!isHeld(next)) {
            directory(next.name()).write(next, held(next.name()));
            held.put(next.name(), next);
        }
        serve(next, before);
        newest = model(next.name());
    }

    private void serve(HeldModel next, Optional<HeldModel> before) throws IOException {
        ServedModel serving = served.get(next.name());
        if (serving == null) {
            served.put(next.name(), new ServedModel(next, directory(next.name()), by));
            if (before.isPresent()) {
                directory(next.name()).forget(before.get());
            }
        } else if (before.isPresent()) {
            serving.swap(next, directory(next.name()));
        }
    }

    @Override
    public void close() {
        served.values().forEach(ServedModel::close);
    }
}
