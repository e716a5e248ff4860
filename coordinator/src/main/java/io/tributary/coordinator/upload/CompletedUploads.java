package io.tributary.coordinator.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.seal.SealedSizes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads that are complete and durable, whether they count or not. The hashes of those that came last are remembered; another
 * one's, or any after a restart, is computed from its object. Thread-safe.
 */
final class CompletedUploads {
    /** Hashes that are remembered. */
    static final int REMEMBERED = 10_000;
    private static final int PIECE = 1 << 18;

    private static final Logger LOG = LoggerFactory.getLogger(CompletedUploads.class);

    private final ObjectStore objects;
    /** One upload of each round that had some when this process began, until the round has ended. */
    private final Map<String, UploadId> foundAtStart = new ConcurrentHashMap<>();
    private final Cache<String, Completed> known = Caffeine.newBuilder().maximumSize(REMEMBERED)
            .executor(Runnable::run).build();

    /** Bytes of those that were completed here and are not reported, by run. */
    private final Map<String, Map<UploadId, Long>> unreported = new ConcurrentHashMap<>();

    /** A complete upload: the hashes of its bytes and of its header in hex, and how many bytes there are. */
    record Completed(String sha256, String header, long bytes) {}

    CompletedUploads(ObjectStore objects) {
        this.objects = objects;
        objects.list(UpdateObjects.ALL).forEach(this::found);
    }

    private void found(String object) {
        try {
            UploadId upload = UploadId.ofObject(object);
            foundAtStart.putIfAbsent(UpdateObjects.ofRound(upload.run(), upload.round()), upload);
        } catch (IllegalArgumentException foreign) {
            LOG.warn("an object is left alone: {}", foreign.getMessage());
        }
    }

    /**
     * Removes what a coordinator that was killed left of rounds that ended before: the deletion of a round's updates may have come
     * before an upload that was completed at that moment.
     */
    void sweep(Predicate<UploadId> ended) {
        foundAtStart.forEach((round, upload) -> {
            if (ended.test(upload)) {
                objects.deleteAll(round);
                foundAtStart.remove(round);
            }
        });
        Map<String, Boolean> over = new HashMap<>();
        unreported.values().forEach(ofRun -> ofRun.keySet().stream().filter(
                upload -> over.computeIfAbsent(UpdateObjects.ofRound(upload.run(), upload.round()),
                        _ -> ended.test(upload)))
                .forEach(this::reported));
    }

    /** An upload is complete and durable. */
    void add(UploadId upload, Completed completed) {
        known.put(upload.object(), completed);
        unreported.compute(upload.run(), (_, ofRun) -> {
            Map<UploadId, Long> all = ofRun == null ? new ConcurrentHashMap<>() : ofRun;
            all.put(upload, completed.bytes());
            return all;
        });
    }

    /** An upload counts, or is gone. */
    void reported(UploadId upload) {
        unreported.computeIfPresent(upload.run(), (_, ofRun) -> {
            ofRun.remove(upload);
            return ofRun.isEmpty() ? null : ofRun;
        });
    }

    /** Bytes of a run's uploads that were completed here and do not count yet. */
    long unreported(String run) {
        return unreported.getOrDefault(run, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The other complete uploads of its device for its round. */
    List<UploadId> others(UploadId upload) {
        return objects.list(upload.prefix()).stream().filter(name -> !name.equals(upload.object()))
                .map(UploadId::ofObject).toList();
    }

    /** Whether an upload is complete. */
    boolean contains(UploadId upload) {
        return objects.exists(upload.object());
    }

    /** Removes a complete upload that does not count; none there is no error. */
    void delete(UploadId upload) {
        known.invalidate(upload.object());
        reported(upload);
        objects.delete(upload.object());
    }

    /** A complete upload, unless there is none of this id. Reads the object if its hash is not remembered. */
    Optional<Completed> find(UploadId upload) {
        Completed remembered = known.getIfPresent(upload.object());
        if (remembered != null) {
            return Optional.of(remembered);
        }
        return contains(upload) ? Optional.of(read(upload.object())) : Optional.empty();
    }

    private Completed read(String object) {
        MessageDigest digest = Sha256.algorithm();
        try (ObjectReader reader = objects.read(object)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            byte[] header = new byte[(int) Math.min(SealedSizes.HEADER_BYTES, reader.size())];
            reader.read(0, ByteBuffer.wrap(header));
            for (long position = 0; position < reader.size(); position += PIECE) {
                piece.clear().limit((int) Math.min(PIECE, reader.size() - position));
                reader.read(position, piece);
                digest.update(piece.flip());
            }
            Completed upload = new Completed(Sha256.finish(digest).hex(), Sha256.of(header).hex(), reader.size());
            known.put(object, upload);
            return upload;
        }
    }

    /** How many hashes are remembered. */
    long remembered() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
