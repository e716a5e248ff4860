package io.tributary.loadtest.settings;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import io.tributary.client.FederatedClient;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.internal.logging.LoggerAdapter;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.logging.SLF4JLogDelegate;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is below a client logs where the client logs, if there is a provider of SLF4J, and an application's own choice is left alone. */
final class LoggingTest {
    private static final String CHOICE = "vertx.logger-delegate-factory-class-name";
    @TempDir
    private Path directory;

    @Test
    void vertxAndNettyLogThroughSlf4jUnlessTheApplicationChoseOtherwise() throws Exception {
        assertNull(System.getProperty(CHOICE), "this test is about the default");
        SigningKey key = SigningKey.generate();
        try (FederatedClient client = FederatedClient.builder().coordinator(URI.create("http://127.0.0.1:1"))
                .device("d1").ownerKey(key.publicKey()).coordinatorKey(key.publicKey()).directory(directory)
                .trainer(task -> {
                    throw new IllegalStateException("nobody asks for it");
                }).build()) {
            LoggerAdapter below = assertInstanceOf(LoggerAdapter.class, LoggerFactory.getLogger(client.getClass()));
            assertInstanceOf(SLF4JLogDelegate.class, below.unwrap());
            assertInstanceOf(Slf4JLoggerFactory.class, InternalLoggerFactory.getDefaultFactory());
        }
        assertNull(System.getProperty(CHOICE), "a client sets no property of the JVM");
    }
}
