package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.World;
import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A coordinator whose address is an IPv6 literal. */
@Timeout(60)
final class Ipv6Test {
    @Test
    void aLiteralIsCalledAndNamedInBrackets() throws Exception {
        called("[::1]");
    }

    @Test
    void aZoneIsRefusedWithTheReasonAndNotDropped() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            String said = String.valueOf(assertThrows(IllegalArgumentException.class,
                    () -> new HttpTransport(vertx, URI.create("https://[fe80::1%eth0]:8443"))).getMessage());
            assertTrue(said.contains("eth0") && said.contains("cannot connect"), said);
        } finally {
            vertx.close().await();
        }
    }

    private static void called(String written) throws Exception {
        Vertx vertx = Vertx.vertx();
        BlockingQueue<String> hosts = new LinkedBlockingQueue<>();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            hosts.add(request.getHeader("host"));
            request.response().setStatusCode(404).putHeader("content-type", "application/problem+json")
                    .end(Buffer.buffer(WireJson.write(Problem.of(Reason.NOT_FOUND, "nothing"))));
        }).listen(0, "::1").await();
        String name = "[::1]:" + server.actualPort();
        try (HttpTransport transport =
                new HttpTransport(vertx, URI.create("http://" + written + ":" + server.actualPort()))) {
            assertEquals(Reason.NOT_FOUND,
                    assertThrows(RejectedException.class, () -> transport.plan("token", World.RUN)).reason());
            assertEquals(name, hosts.take());
            assertEquals("http://" + name + "/v1/sessions", transport.address("/v1/sessions"));
        } finally {
            vertx.close().await();
        }
    }
}
