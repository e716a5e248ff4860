package io.tributary.coordinator.store.object.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    private static S3Settings settings(String endpoint, String bucket, String prefix, String secret) {
        return new S3Settings(Optional.of(URI.create(endpoint)), "eu-1", bucket, prefix, "ann", secret, true,
                S3Settings.Patience.DEFAULT);
    }

    @Test
    void theSecretIsNeverShown() {
        S3Settings settings = settings("https://s3.example:9000", "updates", "a/b", "hidden");

        assertEquals("bucket updates/a/b at https://s3.example:9000", settings.toString());
        assertFalse(settings.toString().contains("hidden"));
    }

    @Test
    void whatIsMissingOrNoAddressIsRefused() {
        String good = "http://127.0.0.1:80";
        settings(good, "abc", "", "s");
        assertThrows(IllegalArgumentException.class, () -> settings(good, "abc", "", " "));
        assertThrows(IllegalArgumentException.class, () -> settings(good, "", "", "s"));
        assertThrows(IllegalArgumentException.class, () -> settings(good, "../x", "", "s"));
        assertThrows(IllegalArgumentException.class, () -> settings(good, "abc", "a/", "s"));
        assertThrows(IllegalArgumentException.class, () -> settings(good, "abc", "a//b", "s"));
        assertThrows(IllegalArgumentException.class, () -> settings("ftp://host", "abc", "", "s"));
        assertThrows(IllegalArgumentException.class, () -> settings("http://ann:pw@host", "abc", "", "s"));
        assertThrows(IllegalArgumentException.class, () -> new S3Settings.Patience(Duration.ZERO, Duration.ofSeconds(1),
                Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new S3Settings.Patience(Duration.ofSeconds(1),
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(1)));
    }
}
