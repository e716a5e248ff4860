package io.tributary.coordinator.store.object.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 service of this process, on loopback, that keeps objects in memory. One for all tests; each takes a bucket of its own. */
public final class S3Server {
    static final String USER = "coordinator";
    static final String SECRET = "not-to-be-shown";
    static final S3Settings.Patience PATIENCE = new S3Settings.Patience(Duration.ofSeconds(2), Duration.ofSeconds(2),
            Duration.ofSeconds(3), Duration.ofSeconds(6));
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private S3Server() {}

    /** Started when it is first asked for. */
    private static final class Running {
        static final BlobStore OBJECTS = new TransientNio2BlobStore();
        static final S3Proxy SERVER = start(OBJECTS);
    }

    static S3Proxy start(BlobStore objects) {
        try {
            S3Proxy server = S3Proxy.builder().blobStore(objects).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET).build();
            server.start();
            return server;
        } catch (Exception failed) {
            throw new IllegalStateException("s3proxy does not start", failed);
        }
    }

    /** Where it is. */
    public static URI endpoint() {
        return endpoint(Running.SERVER);
    }

    static URI endpoint(S3Proxy server) {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** What the service keeps, for tests that look or reach behind it. */
    static BlobStore objects() {
        return Running.OBJECTS;
    }

    /** The name of a new, empty bucket. */
    public static String bucket() {
        String name = "bucket-" + BUCKETS.incrementAndGet();
        objects().createContainer(name);
        return name;
    }

    /** How a bucket is reached. */
    public static S3Settings settings(URI endpoint, String bucket) {
        return new S3Settings(Optional.of(endpoint), "us-east-1", bucket, "tributary/a", USER, SECRET, true, PATIENCE);
    }
}
