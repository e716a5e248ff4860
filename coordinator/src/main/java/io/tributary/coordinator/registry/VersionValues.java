package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import java.util.Optional;

/** The chunks of versions that are kept, and the values in them. Thread-safe; blocks on storage. */
final class VersionValues {
    private final ObjectStore objects;
    private final ModelStore models;
    private final ChunkIndex index;
    private final NearChunks near;

    VersionValues(ModelStore models, ObjectStore objects, NearChunks near) {
        this.models = models;
        this.near = near;
        this.objects = objects;
        this.index = new ChunkIndex(models);
    }

    /** What is remembered of a model is out of date. */
    void forget(String model) {
        index.forget(model);
    }

    /** Opens an encoded chunk, unless no kept version of the model has it; its bytes are not checked. */
    Optional<ObjectReader> open(String model, String sha256) {
        Sha256.requireHex("chunk", sha256);
        return near.open(sha256, () -> models.chunk(model, sha256).isPresent(), () -> chunks(model).find(sha256));
    }

    private PackedChunks chunks(String model) {
        return new PackedChunks(objects, index.of(model));
    }

    /** Reads and checks a chunk of a version, as {@link ModelRegistry#read} has it. */
    void read(ModelManifest manifest, int chunk, float[] into) {
        try {
            chunks(manifest.model()).read(manifest.chunks().get(chunk), manifest.layout().chunking().length(chunk),
                    into);
        } catch (RejectedException altered) {
            throw new StoreException("reading chunk " + chunk + " of " + manifest.model() + " version "
                    + manifest.version(), altered);
        }
    }

    /** Reads and checks every chunk of a version. @throws StoreException naming the first that is not whole */
    void requireWhole(ModelManifest manifest) {
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < manifest.layout().chunking().count(); chunk++) {
            read(manifest, chunk, values);
        }
    }

    /** Reads and checks a whole version as its flat vector. */
    float[] load(ModelManifest manifest) {
        Chunking chunking = manifest.layout().chunking();
        float[] vector = new float[chunking.values()];
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            read(manifest, chunk, values);
            System.arraycopy(values, 0, vector, chunking.offset(chunk), chunking.length(chunk));
        }
        return vector;
    }
}
