package io.tributary.coordinator.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.CarriedModel;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Models that are so small that they come with the offer, so that a device asks neither for the manifest nor for the chunk: of the five
 * questions of its round two are left out. Thread-safe; blocks on storage.
 */
public final class CarriedModels {
    /** Bytes of a carried model in JSON: what is left of a message is for the offer. */
    private static final int MOST_JSON = WireJson.MAX_MESSAGE * 7 / 8;
    /** Versions from which rounds that are open train. */
    private static final int KNOWN = 16;

    private final ModelRegistry registry;
    private final Taken taken;
    private final Cache<Version, Optional<CarriedModel>> models =
            Caffeine.newBuilder().maximumSize(KNOWN).executor(Runnable::run).build();

    private record Version(String model, int version) {}

    /** Hears which version went to a device. */
    @FunctionalInterface
    public interface Taken {
        /** A version was sent, with so many bytes of chunks. */
        void by(String model, int version, int bytes);
    }

    /** Carries versions of a registry. */
    public CarriedModels(ModelRegistry registry, Taken taken) {
        this.registry = registry;
        this.taken = taken;
    }

    /** The model of a round, to be sent to a device now; empty if it has to be fetched. */
    Optional<CarriedModel> send(OpenRound round) {
        Version version = new Version(round.plan().model(), round.modelVersion());
        if (!mayBeSmall(round.plan())) {
            return Optional.empty();
        }
        Optional<CarriedModel> model = models.get(version, this::read);
        model.ifPresent(sent -> taken.by(version.model(), version.version(), sent.chunk().length));
        return model;
    }

    private static boolean mayBeSmall(RunPlan plan) {
        return plan.layout().chunking().count() == 1
                && ChunkCodec.encodedLength(plan.layout().size()) <= CarriedModel.MOST;
    }

    private Optional<CarriedModel> read(Version version) {
        return registry.manifest(version.model(), version.version()).flatMap(this::carried)
                .filter(model -> WireJson.write(model).length <= MOST_JSON);
    }

    private Optional<CarriedModel> carried(ModelVersion version) {
        ModelManifest manifest = version.manifest();
        return registry.chunk(manifest.model(), manifest.chunks().getFirst()).map(stored -> {
            try (stored) {
                return new CarriedModel(version.signed(), bytes(stored));
            }
        });
    }

    private static byte[] bytes(ObjectReader stored) {
        byte[] chunk = new byte[Math.toIntExact(stored.size())];
        stored.read(0, ByteBuffer.wrap(chunk));
        return chunk;
    }
}
