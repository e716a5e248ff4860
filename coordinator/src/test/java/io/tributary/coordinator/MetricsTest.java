package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.protocol.plan.RoundOffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void whatHappenedIsCountedByItsReason() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice device = TestDevice.enrolled(coordinator, "device");
            String run = coordinator.startRun(Plans.closeAll(1, 1));
            RoundOffer offer = device.awaitOffer();
            float[] values = new float[Plans.VALUES];
            Arrays.fill(values, Float.NaN);
            device.upload(offer, device.seal(offer, "device", values));
            Sealed update = device.seal(offer, 1);
            device.trySay(device.report(offer, update, 1));
            device.takePart(1, 1);
            device.model("test-model", 0);
            RunOverHttpTest.finished(coordinator, run);
            String metrics = new String(coordinator.get("/metrics").body(), StandardCharsets.UTF_8);
            for (String line : new String[] {"tributary_updates_accepted_total 1.0",
                "tributary_updates_refused_total{reason=\"not-finite\"} 1.0",
                "tributary_updates_refused_total{reason=\"not-found\"} 1.0",
                "tributary_rounds_total{outcome=\"committed\"} 1.0"}) {
                assertTrue(metrics.contains(line), () -> line + " is not in\n" + metrics);
            }
            assertTrue(counted(metrics, "tributary_updates_received_bytes_total ") > 8.0 * Plans.VALUES, metrics);
            assertTrue(counted(metrics, "tributary_models_sent_bytes_total ") > 4.0 * Plans.VALUES, metrics);
        }
    }

    private static double counted(String metrics, String name) {
        return metrics.lines().filter(line -> line.startsWith(name)).mapToDouble(
                line -> Double.parseDouble(line.substring(name.length()))).sum();
    }
}
