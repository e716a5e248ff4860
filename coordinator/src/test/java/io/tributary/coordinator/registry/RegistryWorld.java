package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.transparency.LogEntry;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** A registry over stores in memory whose rows and objects an intruder may change, and a run that owns model {@code glyphs}. */
final class RegistryWorld {
    static final String RUN = "018f0000-0000-7000-8000-000000000001";
    static final Duration LEASE = Duration.ofSeconds(3);
    static final int KEPT = 3;
    static final int VALUES = 2 * Chunking.CHUNK_VALUES + 5;
    static final String PLAN_HASH = Sha256.of(new byte[] {1}).hex();
    static final RunPlan PLAN = RunPlan.builder().name("glyphs").model("glyphs")
            .spec(new ModelSpec("linear", List.of(28, 28, 1), 10, List.of()))
            .layout(new ParameterLayout(List.of(new Parameter("weights", Parameter.Role.TRAINABLE, List.of(VALUES)))))
            .rounds(3).seed(1).training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1))
            .update(new UpdateSpec(1, 20, 1000, 10)).round(new RoundSpec(4, 1, 4, 1, 4, 60, 60)).build();

    final RowPorts.Hand clock = new RowPorts.Hand();
    final MemoryStores stores = new MemoryStores(clock);
    final SigningKey key = SigningKey.generate();
    final Map<Integer, SignedDocument> forged = new HashMap<>();
    final Map<Integer, SignedDocument> forgedStates = new HashMap<>();
    ModelRegistry registry = signing(SigningKeys.single(key));
    Fence fence;

    RegistryWorld() {
        stores.runs().create(RUN, new SignedDocument(new byte[0], new byte[0], new byte[0]), PlanUse.once(),
                clock.instant());
        fence = stores.runs().claim(RUN, "a", LEASE).orElseThrow();
    }

    /** A registry of the same stores with these keys. */
    private ModelRegistry signing(SigningKeys keys) {
        return new ModelRegistry(new ForgedModels(), stores.objects(), keys, clock, new Retention(KEPT));
    }

    /** From here on these keys sign, and their chain is what is believed. */
    void signWith(SigningKeys keys) {
        registry = signing(keys);
    }

    /** Another member becomes the owner. */
    void takeOver() {
        clock.pass(LEASE);
        fence = stores.runs().claim(RUN, "b", LEASE).orElseThrow();
    }

    static float[] vector(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[VALUES];
        IntStream.range(0, VALUES).forEach(i -> vector[i] = (float) random.nextGaussian());
        vector[0] = -0.0f;
        vector[VALUES - 1] = Float.MIN_VALUE;
        return vector;
    }

    static float[] chunk(float[] vector, int chunk) {
        Chunking chunking = new Chunking(vector.length);
        float[] values = new float[Chunking.CHUNK_VALUES];
        System.arraycopy(vector, chunking.offset(chunk), values, 0, chunking.length(chunk));
        return values;
    }

    ModelVersion genesis() {
        return registry.genesis(fence, PLAN, PLAN_HASH, vector(0));
    }

    /** Where the child of a version comes from. */
    ModelManifest.Origin origin(ModelVersion parent) {
        return new ModelManifest.Origin(parent.hash(), RUN, parent.manifest().version() + 1, PLAN_HASH,
                new ModelManifest.Reports(1, PLAN_HASH));
    }

    VersionWriter next(ModelVersion parent) {
        return registry.next(PLAN, origin(parent), parent);
    }

    ModelVersion commit(ModelVersion parent, float[] vector) {
        try (VersionWriter writer = next(parent)) {
            IntStream.of(2, 0, 1).forEach(chunk -> writer.write(chunk, chunk(vector, chunk)));
            return writer.commit(fence);
        }
    }

    /** Genesis and two versions. */
    List<ModelVersion> lineage() {
        ModelVersion first = genesis();
        ModelVersion second = commit(first, vector(1));
        return List.of(first, second, commit(second, vector(2)));
    }

    /** Flips a bit of a stored chunk. */
    void corrupt(String sha256) {
        ChunkPlace place = stores.models().chunk("glyphs", sha256).orElseThrow();
        corruptObject(place.pack(), (int) place.position() + place.length() / 2);
    }

    /** Flips a bit of a stored object. */
    void corruptObject(String name, int at) {
        byte[] bytes = bytes(stores.objects().read(name));
        bytes[at] ^= 1;
        try (ObjectWriter writer = stores.objects().write(name)) {
            writer.append(ByteBuffer.wrap(bytes));
            writer.commit();
        }
    }

    /** Keeps an object of one byte. */
    void put(String name) {
        try (ObjectWriter writer = stores.objects().write(name)) {
            writer.append(ByteBuffer.wrap(new byte[1]));
            writer.commit();
        }
    }

    /** The packs of model glyphs, sorted. */
    List<String> packs() {
        return stores.objects().list("models/glyphs");
    }

    static byte[] bytes(ObjectReader opened) {
        try (ObjectReader reader = opened) {
            byte[] bytes = new byte[(int) reader.size()];
            reader.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        }
    }

    /** The model store, with some rows replaced ({@code null}: deleted). */
    private final class ForgedModels implements ModelStore {
        @Override
        public void commit(Fence owner, String model, int version, String parent, SignedDocument manifest,
                Optional<SignedDocument> state, Map<String, ChunkPlace> index) {
            stores.models().commit(owner, model, version, parent, manifest, state, index);
        }

        @Override
        public long logged() {
            return stores.models().logged();
        }

        @Override
        public List<LogEntry> log(long from, int limit) {
            return stores.models().log(from, limit);
        }

        @Override
        public OptionalLong placeInLog(String which, int version) {
            return stores.models().placeInLog(which, version);
        }

        @Override
        public Map<String, ChunkPlace> index(String model, int version) {
            return stores.models().index(model, version);
        }

        @Override
        public long bytes(String model, String run) {
            return stores.models().bytes(model, run);
        }

        @Override
        public Optional<ChunkPlace> chunk(String model, String sha256) {
            return stores.models().chunk(model, sha256);
        }

        @Override
        public Set<Integer> kept(String model) {
            return stores.models().kept(model);
        }

        @Override
        public Set<String> forget(String model, int version) throws RejectedException {
            return stores.models().forget(model, version);
        }

        @Override
        public void delete(String model, Instant at) throws RejectedException {
            stores.models().delete(model, at);
        }

        @Override
        public boolean restore(String model) {
            return stores.models().restore(model);
        }

        @Override
        public boolean isDeleted(String model) {
            return stores.models().isDeleted(model);
        }

        @Override
        public SortedMap<String, Version> newestOfDeleted(String after, int limit) {
            return stores.models().newestOfDeleted(after, limit);
        }

        @Override
        public List<String> removable(Instant before, int limit) {
            return stores.models().removable(before, limit);
        }

        @Override
        public boolean remove(String model, int rows) {
            return stores.models().remove(model, rows);
        }

        @Override
        public void removed(String model) {
            stores.models().removed(model);
        }

        @Override
        public Set<String> packs(String model) {
            return stores.models().packs(model);
        }

        @Override
        public Set<String> retain(Fence owner, String model, int newest) {
            return stores.models().retain(owner, model, newest);
        }

        @Override
        public Optional<SignedDocument> state(String model, int version) {
            return forgedStates.containsKey(version) ? Optional.ofNullable(forgedStates.get(version))
                    : stores.models().state(model, version);
        }

        @Override
        public void forgetStates(Fence owner, String model, int version) {
            stores.models().forgetStates(owner, model, version);
        }

        @Override
        public Optional<SignedDocument> find(String model, int version) {
            return forged.containsKey(version) ? Optional.ofNullable(forged.get(version))
                    : stores.models().find(model, version);
        }

        @Override
        public List<Version> versions(String model, Optional<Integer> before, int limit) {
            return stores.models().versions(model, before, limit);
        }

        @Override
        public SortedMap<String, Version> newestOfEach(String after, int limit) {
            return stores.models().newestOfEach(after, limit);
        }

        @Override
        public Optional<SignedDocument> newest(String model) {
            return stores.models().newest(model).map(row -> {
                int version =
                        (int) IntStream.iterate(0, v -> stores.models().find(model, v).isPresent(), v -> v + 1).count()
                                - 1;
                return forged.getOrDefault(version, row);
            });
        }
    }
}
