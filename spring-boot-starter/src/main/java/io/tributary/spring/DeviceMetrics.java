package io.tributary.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.client.serving.EdgeModel;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of a device: {@code tributary.client.steps} by phase and result, {@code tributary.client.bytes} by direction,
 * {@code tributary.client.model.version} (-1 without a model) and {@code tributary.client.activity}, which is 1 for the one it is about.
 */
final class DeviceMetrics implements MeterBinder {
    private final FederatedClient client;
    private final ClientEvents events;

    DeviceMetrics(FederatedClient client, ClientEvents events) {
        this.client = client;
        this.events = events;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            steps(registry, phase, "finished", told -> told.finished(phase));
            steps(registry, phase, "failed", told -> told.failed(phase));
        }
        bytes(registry, "up", ClientEvents::bytesUp);
        bytes(registry, "down", ClientEvents::bytesDown);
        Gauge.builder("tributary.client.model.version", client,
                device -> device.model().map(EdgeModel::version).orElse(-1))
                .description("Version of the model served, -1 without one").register(registry);
        for (ClientState.Activity activity : ClientState.Activity.values()) {
            Gauge.builder("tributary.client.activity", client,
                    device -> device.state().activity() == activity ? 1 : 0)
                    .description("1 for what the device is about").tag("activity", lower(activity)).register(registry);
        }
    }

    private void steps(MeterRegistry registry, Phase phase, String result, ToDoubleFunction<ClientEvents> count) {
        FunctionCounter.builder("tributary.client.steps", events, count).description("Steps of rounds")
                .tag("phase", lower(phase)).tag("result", result).register(registry);
    }

    private void bytes(MeterRegistry registry, String direction, ToDoubleFunction<ClientEvents> count) {
        FunctionCounter.builder("tributary.client.bytes", events, count).description("Bytes of bodies")
                .baseUnit(BaseUnits.BYTES).tag("direction", direction).register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
