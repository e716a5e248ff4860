package io.tributary.coordinator.store.object.s3;

import io.tributary.protocol.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A bucket, and how to reach it.
 *
 * @param endpoint of the service; empty for Amazon's own of the region
 * @param region that requests are signed for
 * @param bucket that is there already
 * @param prefix below which all keys lie, without a slash at its end; may be empty
 * @param accessKey who asks
 * @param secretKey signs what is asked; never shown
 * @param pathStyle whether the bucket is named in the path, not in the host
 * @param patience how long an answer may take
 */
public record S3Settings(Optional<URI> endpoint, String region, String bucket, String prefix, String accessKey,
        String secretKey, boolean pathStyle, Patience patience) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is missing or blank, or is no address, no bucket or no prefix
     */
    public S3Settings {
        endpoint.ifPresent(S3Settings::requireAddress);
        requireWords("region", region);
        requireWords("access key", accessKey);
        requireWords("secret key", secretKey);
        if (!Fields.given("bucket", bucket).matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException("not the name of a bucket: '" + bucket + "'");
        }
        if (!Fields.given("prefix", prefix).matches("([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)?")) {
            throw new IllegalArgumentException("not a prefix of keys: '" + prefix + "'; parts are joined by '/'");
        }
    }

    /** @throws IllegalArgumentException without the address: it may hold a password */
    private static void requireAddress(URI endpoint) {
        boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!web || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the object store's endpoint must be http(s)://HOST[:PORT], without a user or password");
        }
    }

    private static void requireWords(String what, String value) {
        if (Fields.given(what, value).isBlank()) {
            throw new IllegalArgumentException("the object store's " + what + " must not be blank");
        }
    }

    /**
     * How long is waited.
     *
     * @param connect for a connection
     * @param silence between two bytes of an answer
     * @param attempt for one try of a request
     * @param call for a request with all tries
     */
    public record Patience(Duration connect, Duration silence, Duration attempt, Duration call) {
        /** 2, 10, 30 and 60 seconds. */
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10),
                Duration.ofSeconds(30), Duration.ofSeconds(60));

        /** @throws IllegalArgumentException if one is not positive, or longer than an hour */
        public Patience {
            requireBounded(connect);
            requireBounded(silence);
            requireBounded(attempt);
            requireBounded(call);
        }

        private static void requireBounded(Duration wait) {
            if (wait.isNegative() || wait.isZero() || wait.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("not a time to wait for an object store: " + wait);
            }
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "bucket " + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at "
                + endpoint.map(URI::toString).orElse("Amazon S3, " + region);
    }
}
