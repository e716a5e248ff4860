package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An OpenID provider that serves its key set over HTTP, on loopback. */
class IssuerKeysByUrlTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    @TempDir
    private Path directory;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String served = TestIssuer.keySet();
    private TestIssuer issuer;
    private HttpServer server;
    private Operators operators;

    @BeforeEach
    void serve() throws Exception {
        issuer = new TestIssuer(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] body = served.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        operators = new Operators("the-admin-token-of-32-characters",
                Optional.of(TestIssuer
                        .trusted(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys"))),
                () -> NOW);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RejectedException refused(Reason reason, String token) {
        RejectedException refusal = assertThrows(RejectedException.class, () -> operators.authenticate(token));
        assertEquals(reason, refusal.reason(), refusal.detail());
        return refusal;
    }

    @Test
    void aRedirectToOtherKeysIsNotFollowed() throws Exception {
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("location", "/keys");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        operators = new Operators("the-admin-token-of-32-characters",
                Optional.of(TestIssuer
                        .trusted(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/moved"))),
                () -> NOW);
        refused(Reason.UNAVAILABLE, issuer.token(NOW, "operator"));
        assertEquals(0, asked.get());
    }

    @Test
    void theKeysAreFetchedOnceForManyTokens() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(Role.OPERATOR, operators.authenticate(issuer.token(NOW, "operator")).role());
        }
        assertEquals(1, asked.get());
    }

    @Test
    void afterARotationTheNewKeyIsFoundAndTheOldOneIsNoGoodAnyMore() throws Exception {
        assertEquals(Role.VIEWER, operators.authenticate(issuer.token(NOW, "viewer")).role());
        served = TestIssuer.nextKeySet();
        assertEquals(Role.ADMIN, operators.authenticate(TestIssuer.nextToken(NOW, "admin")).role());
        refused(Reason.UNAUTHENTICATED, issuer.token(NOW, "viewer"));
    }

    @Test
    void unknownKeysDoNotMakeItAskTheIssuerEachTime() throws Exception {
        assertEquals(Role.VIEWER, operators.authenticate(issuer.token(NOW, "viewer")).role());
        for (int i = 0; i < 20; i++) {
            refused(Reason.UNAUTHENTICATED, TestIssuer.nextToken(NOW, "admin"));
        }
        assertTrue(asked.get() <= 3, asked + " times");
    }

    @Test
    void anIssuerThatDoesNotAnswerRefusesNobodyForGood() throws Exception {
        server.stop(0);
        refused(Reason.UNAVAILABLE, issuer.token(NOW, "admin"));
        assertEquals(Role.ADMIN, operators.authenticate("the-admin-token-of-32-characters").role());
    }

    @Test
    void aGiantKeySetIsNotReadToItsEnd() {
        served = TestIssuer.keySet() + " ".repeat(300 * 1024);
        refused(Reason.UNAVAILABLE, issuer.token(NOW, "admin"));
    }

    @Test
    void whatIsNoKeySetIsUnavailable() {
        served = "<html>busy</html>";
        refused(Reason.UNAVAILABLE, issuer.token(NOW, "admin"));
    }
}
