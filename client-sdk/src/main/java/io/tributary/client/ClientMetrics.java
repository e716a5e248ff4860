package io.tributary.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.session.Tally;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.Fields;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of a client, for an application that has Micrometer ({@code io.micrometer:micrometer-core}), which the SDK does not bring along:
 * {@code tributary.client.steps} by phase and result, {@code tributary.client.bytes} by direction, {@code tributary.client.model.version} (-1
 * without a model) and {@code tributary.client.activity}, which is 1 for the one it is about. Counted from when the client was built, whether
 * it is bound or not. Thread-safe. To tell several clients in one registry apart, bind each to a registry with a tag of its own.
 */
public final class ClientMetrics implements MeterBinder {
    private final FederatedClient client;

    /** Of this client. */
    public ClientMetrics(FederatedClient client) {
        this.client = Fields.given("client", client);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            steps(registry, phase, "finished", tally -> tally.finished(phase));
            steps(registry, phase, "failed", tally -> tally.failed(phase));
        }
        bytes(registry, "up", Tally::bytesUp);
        bytes(registry, "down", Tally::bytesDown);
        Gauge.builder("tributary.client.model.version", client,
                device -> device.model().map(EdgeModel::version).orElse(-1))
                .description("Version of the model served, -1 without one").register(registry);
        for (ClientState.Activity activity : ClientState.Activity.values()) {
            Gauge.builder("tributary.client.activity", client,
                    device -> device.state().activity() == activity ? 1 : 0)
                    .description("1 for what the device is about").tag("activity", lower(activity)).register(registry);
        }
    }

    private void steps(MeterRegistry registry, Phase phase, String result, ToDoubleFunction<Tally> count) {
        FunctionCounter.builder("tributary.client.steps", client.tally(), count).description("Steps of rounds")
                .tag("phase", lower(phase)).tag("result", result).register(registry);
    }

    private void bytes(MeterRegistry registry, String direction, ToDoubleFunction<Tally> count) {
        FunctionCounter.builder("tributary.client.bytes", client.tally(), count).description("Bytes of bodies")
                .baseUnit(BaseUnits.BYTES).tag("direction", direction).register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
