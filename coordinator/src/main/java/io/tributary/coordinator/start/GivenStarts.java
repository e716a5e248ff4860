package io.tributary.coordinator.start;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Values for first versions of models, as operators put them before the run is started whose plan names their hash: little-endian float32,
 * cut as the model is. They are kept until that version is made, or the model is removed. Thread-safe; blocks on storage.
 */
public final class GivenStarts {
    /** Bytes of a full chunk. */
    public static final int CHUNK_BYTES = Chunking.CHUNK_VALUES * Float.BYTES;
    private static final int MOST_CHUNKS = 1 << 14;

    private final ObjectStore objects;

    /** Starts that are kept here. */
    public GivenStarts(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where everything of a model lies. */
    public static String of(String model) {
        return "starts/" + Ids.model(model);
    }

    /**
     * Keeps a chunk; the same again is no change.
     *
     * @param start hex SHA-256 of the whole
     * @throws RejectedException INVALID_FIELD if it cannot be a part of such values
     */
    public void put(String model, String start, int chunk, byte[] values) throws RejectedException {
        try {
            Ids.model(model);
            Sha256.requireHex("start", start);
            Fields.within("chunk", chunk, 0, MOST_CHUNKS - 1);
            Fields.within("bytes of a chunk", values.length, Float.BYTES, CHUNK_BYTES);
        } catch (IllegalArgumentException wrong) {
            throw new RejectedException(Reason.INVALID_FIELD, String.valueOf(wrong.getMessage()));
        }
        try (ObjectWriter writer = objects.write(name(model, start, chunk))) {
            writer.append(ByteBuffer.wrap(values));
            writer.commit();
        }
    }

    /**
     * Passes if the values that a plan names are there, whole; or if it names none.
     *
     * @throws RejectedException INVALID_FIELD if a chunk is missing, has another length or holds what is no number; HASH_MISMATCH if together
     *         they are not what the plan names
     */
    public void requireWhole(RunPlan plan) throws RejectedException {
        Optional<String> start = plan.spec().given();
        if (start.isEmpty()) {
            return;
        }
        Chunking chunking = plan.layout().chunking();
        MessageDigest digest = Sha256.algorithm();
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            digest.update(checked(plan.model(), start.get(), chunk, chunking));
        }
        String found = Sha256.finish(digest).hex();
        if (!found.equals(start.get())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "the values that were put for the start of '"
                    + plan.model() + "' have the SHA-256 " + found + "; the plan names " + start.get());
        }
    }

    private ByteBuffer checked(String model, String start, int chunk, Chunking chunking) throws RejectedException {
        Optional<ObjectReader> found = objects.find(name(model, start, chunk));
        if (found.isEmpty()) {
            throw refused(model, chunk, chunking, "was not put; put all of them, then start the run");
        }
        try (ObjectReader object = found.get()) {
            int wanted = chunking.length(chunk) * Float.BYTES;
            if (object.size() != wanted) {
                throw refused(model, chunk, chunking,
                        "has " + object.size() + " bytes, where the plan's layout has " + wanted);
            }
            ByteBuffer bytes = read(object, wanted);
            for (int at = 0; at < wanted; at += Float.BYTES) {
                if (!Float.isFinite(bytes.getFloat(at))) {
                    throw refused(model, chunk, chunking, "holds " + bytes.getFloat(at) + ", which is no number");
                }
            }
            return bytes;
        }
    }

    private static RejectedException refused(String model, int chunk, Chunking chunking, String what) {
        return new RejectedException(Reason.INVALID_FIELD, "chunk " + chunk + " of 0.." + (chunking.count() - 1)
                + " of the start of '" + model + "' " + what);
    }

    /**
     * The values that a plan names, whose reads fail with {@link StoreException} if a chunk is not there.
     *
     * @throws IllegalArgumentException if the plan names none
     */
    public ModelSource open(RunPlan plan) {
        String start = plan.spec().given()
                .orElseThrow(() -> new IllegalArgumentException("the plan brings no start along"));
        Chunking chunking = plan.layout().chunking();
        return (chunk, into) -> {
            try (ObjectReader object = objects.read(name(plan.model(), start, chunk))) {
                int length = chunking.length(chunk);
                read(object, length * Float.BYTES).asFloatBuffer().get(into, 0, length);
            }
        };
    }

    /** Removes everything that is kept for a model. */
    public void forget(String model) {
        objects.deleteAll(of(model));
    }

    private static ByteBuffer read(ObjectReader object, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        object.read(0, bytes);
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String name(String model, String start, int chunk) {
        return of(model) + "/" + start + "/" + chunk;
    }
}
