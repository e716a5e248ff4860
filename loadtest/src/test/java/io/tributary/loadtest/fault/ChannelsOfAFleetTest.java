package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real clients meet a real coordinator on channels: each side's tests alone would not notice if neither opened one. */
class ChannelsOfAFleetTest {
    private static final int DEVICES = 4;
    private static final int ROUNDS = 2;
    private static final Pattern CLOSED = Pattern.compile("(?m)^tributary_channels_closed_total\\{.*} (\\S+)$");

    @Test
    @Timeout(180)
    void everyDeviceOpensOneInEveryRoundAndNoneIsLeft() throws Exception {
        KnownUpdates updates = new KnownUpdates(1, 100);
        try (Testbed testbed = Testbed.open()) {
            String run = testbed.run(FaultPlan.all(100, DEVICES, ROUNDS, 60));
            try (Fleet fleet = testbed.fleet(DEVICES, updates::trainer)) {
                assertTrue(fleet.awaitEnd(DisturbedRun.PATIENCE));
                assertTrue(testbed.reconciliation(run, fleet, updates).holds());
            }
            String metrics = metrics(testbed.coordinator().address().uri());
            while (!metrics.contains("tributary_channels_open 0.0")) {
                metrics = metrics(testbed.coordinator().address().uri());
            }
            double closed = CLOSED.matcher(metrics).results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1))).sum();
            assertTrue(closed >= DEVICES * ROUNDS, metrics);
        }
    }

    private static String metrics(URI coordinator) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(coordinator.resolve("/metrics")).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
