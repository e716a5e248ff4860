package io.tributary.spring;

import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down once the client has ended against its will: it is denied, or it died. A coordinator that does not answer is no reason: the device
 * serves its model and tries again, and the newest failure is among the details.
 */
final class DeviceHealth implements HealthIndicator {
    private final FederatedClient client;
    private final ClientEvents events;

    DeviceHealth(FederatedClient client, ClientEvents events) {
        this.client = client;
        this.events = events;
    }

    @Override
    public Health health() {
        Health.Builder health = events.end()
                .filter(end -> end.why() == ClientEnd.DENIED || end.why() == ClientEnd.FAILED)
                .map(end -> Health.down().withDetail("ended", end.why() + ": " + end.detail())).orElseGet(Health::up);
        ClientState state = client.state();
        health.withDetail("activity", state.activity()).withDetail("since", state.since());
        if (!state.run().isEmpty()) {
            health.withDetail("run", state.run()).withDetail("round", state.round());
        }
        state.failure().ifPresent(failure -> health.withDetail("failure", String.valueOf(failure.getMessage())));
        client.model().ifPresent(model -> health.withDetail("model", model.name() + " version " + model.version()));
        return health.build();
    }
}
