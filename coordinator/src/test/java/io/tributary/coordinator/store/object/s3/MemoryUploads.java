package io.tributary.coordinator.store.object.s3;

import io.tributary.protocol.Sha256;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The multipart uploads of a service in memory, as {@link S3Multipart} uses them. One thread at a time. */
final class MemoryUploads {
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;

    private final TreeMap<String, Upload> uploads = new TreeMap<>();
    private long begun;

    private record Part(byte[] bytes, String etag) {}

    private record Upload(String key, Map<String, String> words, Instant begun, TreeMap<Integer, Part> parts) {}

    /** What an upload became. */
    record Whole(byte[] bytes, Map<String, String> words) {}

    String begin(String key, Map<String, String> words, Instant now) {
        String id = "%06d".formatted(++begun);
        uploads.put(id, new Upload(key, Map.copyOf(words), now, new TreeMap<>()));
        return id;
    }

    /** Takes a part. @return its ETag */
    String put(String id, int number, byte[] bytes) {
        Part part = new Part(bytes, '"' + Sha256.of(bytes).hex() + '"');
        require(id).parts().put(number, part);
        return part.etag();
    }

    Whole complete(String id, List<CompletedPart> wanted) {
        Upload upload = require(id);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (CompletedPart part : wanted) {
            Part there = upload.parts().get(part.partNumber());
            if (there == null || !there.etag().equals(part.eTag())) {
                throw MemoryService.answer(BAD_REQUEST);
            }
            bytes.writeBytes(there.bytes());
        }
        uploads.remove(id);
        return new Whole(bytes.toByteArray(), upload.words());
    }

    void abort(String id) {
        require(id);
        uploads.remove(id);
    }

    private Upload require(String id) {
        return Optional.ofNullable(uploads.get(id)).orElseThrow(() -> MemoryService.answer(NOT_FOUND));
    }

    /** All that are neither complete nor given up. */
    List<MultipartUpload> of(String prefix) {
        return uploads.entrySet().stream().filter(entry -> entry.getValue().key().startsWith(prefix))
                .map(entry -> MultipartUpload.builder().key(entry.getValue().key()).uploadId(entry.getKey())
                        .initiated(entry.getValue().begun()).build())
                .toList();
    }
}
