package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.fake.Fault;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics are there for who has Micrometer, and the client is there for who has not. */
@Timeout(120)
final class ClientMetricsTest extends TrialTest {
    @Test
    void stepsBytesVersionAndActivityAreMetered() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.fail("POST /v1/sessions", Fault.drop());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (FederatedClient client = builder().build()) {
            new ClientMetrics(client).bindTo(registry);
            assertEquals(1, registry.get("tributary.client.activity").tag("activity", "new").gauge().value());
            assertEquals(-1, registry.get("tributary.client.model.version").gauge().value());
            client.run();
            assertEquals(0, registry.get("tributary.client.model.version").gauge().value());
            assertEquals(1, registry.get("tributary.client.activity").tag("activity", "ended").gauge().value());
        }
        assertEquals(1, steps(registry, "upload", "finished"));
        assertEquals(1, steps(registry, "check-in", "failed"));
        long up = trial.events.of(ClientEvent.Finished.class).stream().mapToLong(ClientEvent.Finished::bytesUp).sum();
        assertTrue(up > 100_000, "an update was sent: " + up);
        assertEquals((double) up,
                registry.get("tributary.client.bytes").tag("direction", "up").functionCounter().count());
    }

    private static double steps(SimpleMeterRegistry registry, String phase, String result) {
        return registry.get("tributary.client.steps").tags("phase", phase, "result", result).functionCounter().count();
    }

    /** The client in a class loader of its own, of this class path without Micrometer. */
    @Test
    void theClientIsBuiltWhereThereIsNoMicrometer() throws Exception {
        try (URLClassLoader without = new URLClassLoader(withoutMicrometer(), ClassLoader.getPlatformClassLoader())) {
            Object builder = without.loadClass(FederatedClient.class.getName()).getMethod("builder").invoke(null);
            InvocationTargetException incomplete = assertThrows(InvocationTargetException.class,
                    () -> builder.getClass().getMethod("build").invoke(builder));
            assertInstanceOf(IllegalArgumentException.class, incomplete.getCause(), "it says which setting it lacks");
            assertThrows(NoClassDefFoundError.class, () -> without.loadClass(ClientMetrics.class.getName()),
                    "Micrometer is there, so that this test says nothing");
        }
    }

    private static URL[] withoutMicrometer() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("micrometer")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
