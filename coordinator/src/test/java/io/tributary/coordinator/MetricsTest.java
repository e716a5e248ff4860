package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            String playing = metrics(coordinator);
            assertTrue(playing.contains("tributary_run_cohort{run=\"" + run + "\"} 1.0"), playing);
            device.takePart(1, 1);
            device.model("test-model", 0);
            RunOverHttpTest.finished(coordinator, run);
            TestCoordinator.await("the end of the run is counted",
                    () -> metrics(coordinator).contains("tributary_runs_total{status=\"finished\"} 1.0"));
            String metrics = metrics(coordinator);
            assertFalse(metrics.contains(run), metrics);
            Set<String> own = own(playing);
            own.addAll(own(metrics));
            assertEquals(documented(), own);
            for (String line : new String[] {"tributary_updates_accepted_total 1.0",
                "tributary_updates_refused_total{reason=\"not-finite\"} 1.0",
                "tributary_updates_refused_total{reason=\"not-found\"} 1.0",
                "tributary_rounds_total{outcome=\"committed\"} 1.0", "tributary_devices_enrolled 1.0",
                "tributary_runs_active 0.0"}) {
                assertTrue(metrics.contains(line), () -> line + " is not in\n" + metrics);
            }
            assertTrue(counted(metrics, "tributary_updates_received_bytes_total ") > 8.0 * Plans.VALUES, metrics);
            assertTrue(counted(metrics, "tributary_models_sent_bytes_total ") > 4.0 * Plans.VALUES, metrics);
        }
    }

    private static String metrics(TestCoordinator coordinator) throws Exception {
        return new String(coordinator.get("/metrics").body(), StandardCharsets.UTF_8);
    }

    /** Names of the project's own metrics, as operators see them. */
    private static Set<String> own(String metrics) {
        return Pattern.compile("(?m)^# TYPE (tributary_\\w+)").matcher(metrics).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a coordinator of its own has: there are no other members. */
    private static Set<String> documented() throws IOException {
        return Pattern.compile("(?m)^\\| `(tributary_(?!members_)\\w+)")
                .matcher(Files.readString(Path.of("../docs/operations.md"))).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double counted(String metrics, String name) {
        return metrics.lines().filter(line -> line.startsWith(name)).mapToDouble(
                line -> Double.parseDouble(line.substring(name.length()))).sum();
    }
}
