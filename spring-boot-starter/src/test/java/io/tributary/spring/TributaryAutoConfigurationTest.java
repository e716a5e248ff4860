package io.tributary.spring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.client.serving.EdgeModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class TributaryAutoConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void anApplicationWithATrainerIsADevice() {
        FederatedClient client;
        try (ConfigurableApplicationContext application = Application.device(folder)) {
            client = application.getBean(FederatedClient.class);
            assertThrows(IllegalStateException.class, client::start, "it was not started");
            EdgeModel model = application.getBean(EdgeModel.class);
            String none = assertThrows(IllegalStateException.class, model::version).getMessage();
            assertTrue(none.contains("no model yet"), none);
        }
        assertThrows(IllegalStateException.class, client::start);
        // Its directory is free again.
        Application.device(folder).close();
    }

    @Test
    void theClientIsNotStartedWhereTheApplicationStartsIt() {
        try (ConfigurableApplicationContext application =
                Application.device(folder, "tributary.auto-start=false")) {
            assertDoesNotThrow(application.getBean(FederatedClient.class)::start);
        }
    }

    @Test
    void healthSaysWhatTheDeviceIsAboutAndIsDownOnceItIsDenied() {
        try (ConfigurableApplicationContext application =
                Application.device(folder, "tributary.auto-start=false")) {
            HealthIndicator health = application.getBean("tributaryHealthIndicator", HealthIndicator.class);
            assertEquals(Status.UP, health.health().getStatus());
            assertEquals(ClientState.Activity.NEW, health.health().getDetails().get("activity"));
            application.getBean(ClientEvents.class)
                    .on(new ClientEvent.Ended(Phase.END, "", 0, ClientEnd.DENIED, "revoked"));
            assertEquals(Status.DOWN, health.health().getStatus());
            assertEquals("DENIED: revoked", health.health().getDetails().get("ended"));
        }
    }

    @Test
    void anApplicationWithMicrometerHasMetrics() {
        try (ConfigurableApplicationContext application =
                Application.device(folder, "tributary.auto-start=false")) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            application.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
            assertEquals(-1, registry.get("tributary.client.model.version").gauge().value());
            assertEquals(1, registry.get("tributary.client.activity").tag("activity", "new").gauge().value());
        }
    }

    @Test
    void anApplicationMayGoWithoutTheDevice() {
        try (ConfigurableApplicationContext application =
                Application.start(Application.Bare.class, "tributary.enabled=false")) {
            assertEquals(List.of(), List.of(application.getBeanNamesForType(FederatedClient.class)));
            assertFalse(application.containsBean("tributaryHealthIndicator"));
        }
    }
}
