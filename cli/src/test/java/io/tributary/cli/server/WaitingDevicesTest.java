package io.tributary.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.learning.TrainingOutcome;
import io.tributary.secureagg.identity.SigningKey;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten real clients behind one address, under a product's limits: what they send until each waits, and that no limit is met. */
@Timeout(120)
class WaitingDevicesTest {
    private static final int DEVICES = 10;
    private static final long HELD_SECONDS = 25;
    @TempDir
    private Path folder;
    private final SigningKey owner = SigningKey.generate();
    private final BlockingQueue<ClientEvent.Failed> failures = new LinkedBlockingQueue<>();

    private FederatedClient device(Coordinator coordinator, int index) throws Exception {
        return FederatedClient.builder().coordinator(coordinator.uri()).device("device-" + index)
                .directory(folder.resolve("device-" + index)).ownerKey(owner.publicKey())
                .coordinatorKey(coordinator.publicKey())
                .trainer(task -> new TrainingOutcome(new float[task.model().length], 5, 0.5)).listener(event -> {
                    if (event instanceof ClientEvent.Failed failed) {
                        failures.add(failed);
                    }
                }).build();
    }

    /** The sum of what a metric counts, of those of its lines that hold this tag. */
    private static double metric(HttpClient http, Coordinator coordinator, String name, String tag) throws Exception {
        String page = http.send(HttpRequest.newBuilder(coordinator.uri().resolve("/metrics")).build(),
                BodyHandlers.ofString()).body();
        return page.lines().filter(line -> line.startsWith(name) && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    void eachEnrolsOpensASessionInTwoRequestsAndWaitsAndNoneMeetsALimit() throws Exception {
        CoordinatorOptions options = CoordinatorOptions
                .newBuilder(folder.resolve("coordinator"), List.of(owner.publicKey()),
                        plan -> new float[plan.layout().size()])
                .access(AccessOptions.open().toBuilder().limits(Optional.of(RateLimits.usual())).build()).build();
        List<FederatedClient> devices = new ArrayList<>();
        try (Coordinator coordinator = Coordinator.start(options); HttpClient http = HttpClient.newHttpClient()) {
            for (int index = 0; index < DEVICES; index++) {
                devices.add(device(coordinator, index));
                devices.getLast().start();
            }
            long begun = System.nanoTime();
            while (metric(http, coordinator, "tributary_checkins_held", "") < DEVICES) {
                assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(60), "they do not wait: " + failures);
                LockSupport.parkNanos(20_000_000);
            }
            double answered = metric(http, coordinator, "vertx_http_server_requests_total", "POST");
            long rounds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) / HELD_SECONDS;
            assertTrue(answered >= 3 * DEVICES && answered <= (3 + rounds) * DEVICES, "answered " + answered);
            assertEquals(0, metric(http, coordinator, "tributary_requests_limited_total", ""));
            assertEquals(List.of(), List.copyOf(failures));
        } finally {
            devices.forEach(FederatedClient::close);
        }
    }
}
