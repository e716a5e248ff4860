package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects that are put together from parts. Thread-safe. Every method throws {@link StoreException}. */
final class S3Multipart {
    /** Fewest bytes of a part that is not the last, at every service. */
    static final int LEAST = 5 << 20;
    private static final int NOT_FOUND = 404;

    private final S3Calls calls;
    private final S3Client client;
    private final String bucket;
    private final S3Bucket objects;
    private final int leastPart;

    S3Multipart(S3Calls calls, S3Client client, String bucket, S3Bucket objects, int leastPart) {
        this.calls = calls;
        this.client = client;
        this.bucket = bucket;
        this.objects = objects;
        this.leastPart = leastPart;
    }

    /** Fewest bytes of a part that is not the last. */
    int leastPart() {
        return leastPart;
    }

    /**
     * An upload that is not complete.
     *
     * @param key of the object that it becomes
     * @param id that the service gave it
     * @param writer word by which the object is known to be this upload's
     */
    record Upload(String key, String id, String writer) {}

    Upload begin(String key) {
        String writer = S3Bucket.newWriter();
        return calls.call("beginning " + key, () -> new Upload(key, client.createMultipartUpload(
                request -> request.bucket(bucket).key(key).metadata(Map.of(S3Stored.WRITER, writer))).uploadId(),
                writer));
    }

    /** Sends a part, numbered from 1. @return its ETag */
    String send(Upload upload, int number, S3Body body) {
        return calls.call("writing part " + number + " of " + upload.key(), () -> client.uploadPart(
                request -> request.bucket(bucket).key(upload.key()).uploadId(upload.id()).partNumber(number),
                body.request()).eTag());
    }

    /** Makes a whole object, which must be what it was, a part. @return the part's ETag */
    String copy(Upload upload, int number, String key, String etag) {
        return calls.call("copying " + key + " into " + upload.key(),
                () -> client
                        .uploadPartCopy(request -> request.sourceBucket(bucket).sourceKey(key).copySourceIfMatch(etag)
                                .destinationBucket(bucket).destinationKey(upload.key()).uploadId(upload.id())
                                .partNumber(number))
                        .copyPartResult().eTag());
    }

    /** Makes the object visible: parts 1, 2, ... with these ETags. */
    void complete(Upload upload, List<String> etags, long size) {
        List<CompletedPart> parts = IntStream.range(0, etags.size())
                .mapToObj(at -> CompletedPart.builder().partNumber(at + 1).eTag(etags.get(at)).build()).toList();
        boolean now = calls.call("completing " + upload.key(), () -> complete(upload, parts));
        Optional<S3Stored> there = objects.head(upload.key());
        if (there.isEmpty() || there.get().size() != size
                || (!now && !there.get().isBy(upload.writer()))) {
            throw new StoreException("completing " + upload.key() + ": "
                    + (now ? "it should have " + size + " bytes, and is " + there.map(S3Stored::size)
                            : "the upload was given up by another member"));
        }
    }

    /** @return false if the upload is not there: an earlier try whose answer was lost completed it, or it was aborted */
    private boolean complete(Upload upload, List<CompletedPart> parts) {
        try {
            client.completeMultipartUpload(request -> request.bucket(bucket).key(upload.key()).uploadId(upload.id())
                    .multipartUpload(of -> of.parts(parts)));
            return true;
        } catch (S3Exception failed) {
            if (!S3Calls.isStatus(failed, NOT_FOUND)) {
                throw failed;
            }
            return false;
        }
    }

    /** Gives an upload up, for ever; one that is complete or not there is no error. */
    void abort(String key, String id) {
        calls.call("giving up the upload of " + key, () -> {
            try {
                client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
            } catch (S3Exception failed) {
                if (!S3Calls.isStatus(failed, NOT_FOUND)) {
                    throw failed;
                }
            }
            return key;
        });
    }

    /** Uploads of keys that begin with a prefix, begun before a time by the service's clock. */
    List<MultipartUpload> begun(String prefix, Instant before) {
        return calls.call("listing uploads", () -> client
                .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(prefix)).uploads().stream()
                .filter(upload -> upload.initiated().isBefore(before)).toList());
    }
}
