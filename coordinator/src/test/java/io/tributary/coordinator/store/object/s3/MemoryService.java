package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A service with one bucket in memory, asked without a network, as several members use it. It knows what {@link S3ObjectStore} asks; what it does
 * not know, it refuses. One thread at a time.
 */
public final class MemoryService {
    private static final S3Settings SETTINGS = new S3Settings(Optional.empty(), "eu-central-1", "memory", "", "who",
            "secret", true, S3Settings.Patience.DEFAULT);
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final MemoryUploads uploads = new MemoryUploads();
    private final InstantSource clock;
    private final int leastPart;
    private long writes;

    private record Stored(byte[] bytes, String etag, Map<String, String> words, Instant at) {}

    /** Stands around each request of a member. */
    @FunctionalInterface
    public interface Fate {
        /**
         * Lets a request through, or not.
         *
         * @param what the request, and whether it writes
         * @param key it is for; empty if it is for several
         */
        <T> T decide(String what, boolean writes, String key, Supplier<T> request);
    }

    /**
     * An empty bucket.
     *
     * @param leastPart fewest bytes of a part that is not the last
     */
    public MemoryService(InstantSource clock, int leastPart) {
        this.clock = clock;
        this.leastPart = leastPart;
    }

    /** The store of a member. */
    public S3ObjectStore store(PartStore rows, Path scratch, Fate fate) {
        return new S3ObjectStore(new S3Bucket(SETTINGS, new Client(fate), leastPart), S3Keys.of(SETTINGS), rows,
                scratch,
                clock);
    }

    /** A bad answer, as the service gives it. */
    public static RuntimeException answer(int status) {
        return S3Exception.builder().statusCode(status).message("simulated").build();
    }

    /** Somebody puts other bytes in the place of an object's. @return false if there is none */
    public boolean alter(String name, UnaryOperator<byte[]> change) {
        String key = S3Keys.of(SETTINGS).object(name);
        Stored there = objects.get(key);
        if (there != null) {
            objects.put(key, stored(change.apply(there.bytes().clone()), Map.of()));
        }
        return there != null;
    }

    /** The object of this key is lost. */
    public void lose(String key) {
        objects.remove(key);
    }

    private Stored stored(byte[] bytes, Map<String, String> words) {
        return new Stored(bytes, "\"" + ++writes + "-" + Sha256.of(bytes).hex().substring(0, 8) + "\"",
                Map.copyOf(words), clock.instant());
    }

    /** Keys of all objects that begin with this, and of what such objects are put together from. */
    public List<String> keys(String prefix) {
        return Stream.concat(objects.keySet().stream().filter(key -> key.startsWith(prefix)),
                uploads.of(prefix).stream().map(upload -> "upload of " + upload.key())).toList();
    }

    private final class Client implements S3Client {
        private final Fate fate;

        Client(Fate fate) {
            this.fate = fate;
        }

        @Override
        public String serviceName() {
            return "memory";
        }

        @Override
        public void close() {}

        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            return HeadBucketResponse.builder().build();
        }

        @Override
        public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
            return GetBucketVersioningResponse.builder().build();
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return fate.decide("S3.head", false, request.key(), () -> {
                Stored there = require(request.key());
                return HeadObjectResponse.builder().contentLength((long) there.bytes().length).eTag(there.etag())
                        .metadata(new HashMap<>(there.words())).build();
            });
        }

        private Stored require(String key) {
            return Optional.ofNullable(objects.get(key)).orElseThrow(() -> answer(404));
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            byte[] bytes = read(body);
            return fate.decide("S3.put", true, request.key(), () -> {
                Stored there = objects.get(request.key());
                if ((request.ifNoneMatch() != null && there != null) || (request.ifMatch() != null
                        && (there == null || !there.etag().equals(request.ifMatch())))) {
                    throw answer(412);
                }
                Stored now = stored(bytes, request.metadata());
                objects.put(request.key(), now);
                return PutObjectResponse.builder().eTag(now.etag()).build();
            });
        }

        private byte[] read(RequestBody body) {
            try (var stream = body.contentStreamProvider().newStream()) {
                return stream.readAllBytes();
            } catch (IOException failed) {
                throw new StoreException("reading a body", failed);
            }
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> into) {
            return fate.decide("S3.get", false, request.key(), () -> {
                Stored there = require(request.key());
                if (!there.etag().equals(request.ifMatch())) {
                    throw answer(412);
                }
                String[] range = request.range().substring("bytes=".length()).split("-", -1);
                int from = Integer.parseInt(range[0]);
                byte[] bytes = Arrays.copyOfRange(there.bytes(), from, Integer.parseInt(range[1]) + 1);
                return transformed(into, GetObjectResponse.builder().eTag(there.etag())
                        .contentLength((long) bytes.length)
                        .contentRange("bytes " + range[0] + "-" + range[1] + "/" + there.bytes().length).build(),
                        bytes);
            });
        }

        private static <T> T transformed(ResponseTransformer<GetObjectResponse, T> into, GetObjectResponse said,
                byte[] bytes) {
            try {
                return into.transform(said, AbortableInputStream.create(new ByteArrayInputStream(bytes)));
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            return fate.decide("S3.delete", true, request.key(), () -> {
                objects.remove(request.key());
                return DeleteObjectResponse.builder().build();
            });
        }

        @Override
        public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
            return fate.decide("S3.delete", true, "", () -> {
                request.delete().objects().forEach(object -> objects.remove(object.key()));
                return DeleteObjectsResponse.builder().build();
            });
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            return fate.decide("S3.list", false, "", () -> {
                List<S3Object> found = new ArrayList<>();
                objects.tailMap(request.prefix()).forEach((key, stored) -> {
                    if (key.startsWith(request.prefix())) {
                        found.add(S3Object.builder().key(key).lastModified(stored.at()).build());
                    }
                });
                return ListObjectsV2Response.builder().contents(found).isTruncated(false).build();
            });
        }

        @Override
        public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
            return fate.decide("S3.begin", true, request.key(), () -> CreateMultipartUploadResponse.builder()
                    .uploadId(uploads.begin(request.key(), request.metadata(), clock.instant())).build());
        }

        @Override
        public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
            byte[] bytes = read(body);
            return fate.decide("S3.part", true, request.key(), () -> UploadPartResponse.builder()
                    .eTag(uploads.put(request.uploadId(), request.partNumber(), bytes)).build());
        }

        @Override
        public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
            return fate.decide("S3.copy", true, request.destinationKey(), () -> {
                Stored there = require(request.sourceKey());
                if (!there.etag().equals(request.copySourceIfMatch())) {
                    throw answer(412);
                }
                String etag = uploads.put(request.uploadId(), request.partNumber(), there.bytes());
                return UploadPartCopyResponse.builder().copyPartResult(part -> part.eTag(etag)).build();
            });
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
            return fate.decide("S3.complete", true, request.key(), () -> {
                MemoryUploads.Whole whole = uploads.complete(request.uploadId(), request.multipartUpload().parts());
                Stored now = stored(whole.bytes(), whole.words());
                objects.put(request.key(), now);
                return CompleteMultipartUploadResponse.builder().eTag(now.etag()).build();
            });
        }

        @Override
        public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
            return fate.decide("S3.uploads", false, "", () -> ListMultipartUploadsResponse.builder()
                    .uploads(uploads.of(request.prefix())).isTruncated(false).build());
        }

        @Override
        public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
            return fate.decide("S3.abort", true, request.key(), () -> {
                uploads.abort(request.uploadId());
                return AbortMultipartUploadResponse.builder().build();
            });
        }
    }
}
