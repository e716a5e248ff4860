package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whole objects of a bucket by key. An answer is not believed before it was compared with what was asked: range, length and ETag.
 * Thread-safe. Every method throws {@link StoreException}.
 */
final class S3Bucket implements AutoCloseable {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICTS = 20;
    private static final int KEYS = 1000;

    private final S3Calls calls;
    private final S3Client client;
    private final String bucket;
    private final int leastPart;

    S3Bucket(S3Settings settings) {
        this(settings, new S3Calls(settings).client(), S3Multipart.LEAST);
    }

    /**
     * A bucket that is asked by this client.
     *
     * @param client is closed with this
     * @param leastPart fewest bytes of a part that is not the last
     */
    S3Bucket(S3Settings settings, S3Client client, int leastPart) {
        this.calls = new S3Calls(settings);
        this.bucket = settings.bucket();
        this.client = client;
        this.leastPart = leastPart;
    }

    S3Multipart multipart() {
        return new S3Multipart(calls, client, bucket, this, leastPart);
    }

    /** Passes if the bucket is there and may be asked. */
    void require() {
        calls.call("looking for the bucket", () -> client.headBucket(request -> request.bucket(bucket)));
    }

    /** Whether it keeps versions, or did once: they stay until somebody deletes them by their ids. */
    boolean keepsVersions() {
        return calls.call("asking whether the bucket keeps versions",
                () -> client.getBucketVersioning(request -> request.bucket(bucket)).status() != null);
    }

    Optional<S3Stored> head(String key) {
        return calls.call("looking for " + key, () -> {
            try {
                HeadObjectResponse found = client.headObject(request -> request.bucket(bucket).key(key));
                return Optional.of(new S3Stored(found.contentLength(), found.eTag(), found.metadata()));
            } catch (S3Exception missing) {
                return noneIfMissing(missing);
            }
        });
    }

    private static Optional<S3Stored> noneIfMissing(S3Exception failed) {
        if (!S3Calls.isStatus(failed, NOT_FOUND)) {
            throw failed;
        }
        return Optional.empty();
    }

    /** Writes an object over whatever is there. @return its ETag */
    String put(String key, S3Body body) {
        return calls.call("writing " + key, () -> client
                .putObject(request(key, body, newWriter()).build(), body.request()).eTag());
    }

    /** Writes an object if none is there. @return whether it is there by this call */
    boolean putIfAbsent(String key, S3Body body) {
        String writer = newWriter();
        PutObjectRequest request = request(key, body, writer).ifNoneMatch("*").build();
        return calls.call("writing " + key + " unless it is there", () -> putIfAbsent(request, body, writer));
    }

    /** A conflict is another's write at that moment: its outcome is awaited. */
    private boolean putIfAbsent(PutObjectRequest request, S3Body body, String writer) {
        for (int conflicts = 0;; conflicts++) {
            try {
                client.putObject(request, body.request());
                return true;
            } catch (S3Exception refused) {
                if (S3Calls.isStatus(refused, PRECONDITION_FAILED)) {
                    return head(request.key()).filter(there -> there.isBy(writer)).isPresent(); // by a lost answer's try
                }
                if (!S3Calls.isStatus(refused, CONFLICT) || conflicts == CONFLICTS) {
                    throw refused;
                }
            }
        }
    }

    private PutObjectRequest.Builder request(String key, S3Body body, String writer) {
        return PutObjectRequest.builder().bucket(bucket).key(key)
                .metadata(Map.of(S3Stored.WRITER, writer, S3Stored.CRC, body.crc()));
    }

    static String newWriter() {
        return UUID.randomUUID().toString();
    }

    /** Fills {@code into} from a position of an object that must be what it was. */
    void get(String key, S3Stored object, long from, ByteBuffer into) {
        int length = into.remaining();
        GetObjectRequest request = GetObjectRequest.builder().bucket(bucket).key(key).ifMatch(object.etag())
                .range("bytes=" + from + "-" + (from + length - 1)).build();
        ByteBuffer answer = into.duplicate();
        calls.call("reading " + length + " bytes from " + from + " of " + key,
                () -> client.getObject(request, (said, body) -> {
                    answer.position(into.position()).limit(into.limit());
                    take(object, from, answer, said, body);
                    return length;
                }));
        into.position(into.limit());
    }

    private static void take(S3Stored object, long from, ByteBuffer into, GetObjectResponse said,
            AbortableInputStream body) {
        try {
            requireTruth(object, from, into.remaining(), said);
            ByteBuffer begun = into.duplicate();
            ReadableByteChannel channel = Channels.newChannel(body);
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    throw new IOException(into.remaining() + " bytes of the answer are missing");
                }
            }
            if (body.read() >= 0) {
                throw new IOException("the answer is longer than what was asked for");
            }
            requireSum(object, begun);
        } catch (IOException wrong) {
            body.abort();
            throw RetryableException.create(wrong.getMessage(), wrong);
        }
    }

    private static void requireTruth(S3Stored object, long from, int length, GetObjectResponse said)
            throws IOException {
        String range = "bytes " + from + "-" + (from + length - 1) + "/" + object.size();
        requireSame("range", range, said.contentRange());
        requireSame("ETag", object.etag(), said.eTag());
        requireSame("length", String.valueOf(length), String.valueOf(said.contentLength()));
    }

    private static void requireSame(String what, String asked, @Nullable String said) throws IOException {
        if (!asked.equals(said)) {
            throw new IOException("the answer has " + what + " " + said + ", and " + asked + " was asked for");
        }
    }

    private static void requireSum(S3Stored object, ByteBuffer bytes) throws IOException {
        if (bytes.remaining() == object.size() && object.crc().isPresent()) {
            requireSame("CRC-32C", object.crc().get(), S3Body.crc(bytes));
        }
    }

    void delete(String key) {
        calls.call("deleting " + key, () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /** Deletes many objects; one that is not there is no error. */
    void deleteAll(List<String> keys) {
        for (int from = 0; from < keys.size(); from += KEYS) {
            List<ObjectIdentifier> some = keys.subList(from, Math.min(keys.size(), from + KEYS)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build()).toList();
            var answer = calls.call("deleting " + some.size() + " objects", () -> client.deleteObjects(
                    request -> request.bucket(bucket).delete(delete -> delete.objects(some).quiet(true))));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                throw new StoreException("deleting " + answer.errors().getFirst().key() + ": "
                        + answer.errors().getFirst().message());
            }
        }
    }

    /** The keys that begin with a prefix. */
    List<String> list(String prefix) {
        return listed(prefix, Instant.MAX);
    }

    /** The keys that begin with a prefix and were written before a time, by the service's clock. */
    List<String> listed(String prefix, Instant before) {
        return calls.call("listing " + prefix, () -> {
            List<String> keys = new ArrayList<>();
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                    .filter(found -> found.lastModified().isBefore(before)).forEach(found -> keys.add(found.key()));
            return keys;
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
