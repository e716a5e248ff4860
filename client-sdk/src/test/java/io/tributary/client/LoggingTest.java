package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import io.vertx.core.internal.logging.LoggerAdapter;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.logging.SLF4JLogDelegate;
import org.junit.jupiter.api.Test;

/** What is below a client logs where the client logs, and an application's own choice is left alone. */
final class LoggingTest extends TrialTest {
    private static final String CHOICE = "vertx.logger-delegate-factory-class-name";

    @Test
    void vertxAndNettyLogThroughSlf4jUnlessTheApplicationChoseOtherwise() throws Exception {
        assertNull(System.getProperty(CHOICE), "this test is about the default");
        try (FederatedClient client = builder().build()) {
            LoggerAdapter below = assertInstanceOf(LoggerAdapter.class,
                    LoggerFactory.getLogger(client.getClass()));
            assertInstanceOf(SLF4JLogDelegate.class, below.unwrap());
            assertInstanceOf(Slf4JLoggerFactory.class, InternalLoggerFactory.getDefaultFactory());
        }
        assertEquals(null, System.getProperty(CHOICE), "a client sets no property of the JVM");
    }
}
