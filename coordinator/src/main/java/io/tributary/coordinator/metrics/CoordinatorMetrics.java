package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.RoundView;
import java.util.List;
import java.util.function.IntSupplier;

/** What a coordinator counts, beside what Vert.x counts by itself. Thread-safe. */
public final class CoordinatorMetrics {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter excluded;
    private final Counter limited;
    private final Counter bytesUp;
    private final Counter bytesDown;

    /** Counts into this registry. */
    public CoordinatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = Counter.builder("tributary.updates.accepted").description("Updates that count")
                .register(registry);
        this.excluded = Counter.builder("tributary.updates.excluded")
                .description("Accepted updates left out because they could not be aggregated").register(registry);
        this.limited = Counter.builder("tributary.requests.limited").description("Requests refused for their rate")
                .register(registry);
        this.bytesUp = Counter.builder("tributary.updates.received").baseUnit("bytes")
                .description("Bytes of sealed updates received, refused ones as well").register(registry);
        this.bytesDown = Counter.builder("tributary.models.sent").baseUnit("bytes")
                .description("Bytes of model chunks sent").register(registry);
    }

    /** A round is over. */
    public void roundEnded(RoundView round) {
        Counter.builder("tributary.rounds").tag("outcome", round.outcome().code()).description("Rounds that are over")
                .register(registry).increment();
        excluded.increment(round.leftOut());
    }

    public void accepted() {
        accepted.increment();
    }

    public void refused(Reason reason) {
        Counter.builder("tributary.updates.refused").tag("reason", reason.code())
                .description("Uploads and reports refused").register(registry).increment();
    }

    /** Channels that are open now; those that closed begin at 0 for each of the reasons. */
    public void channels(IntSupplier open, List<String> reasons) {
        reasons.forEach(this::closed);
        Gauge.builder("tributary.channels.open", open, IntSupplier::getAsInt).strongReference(true)
                .description("Channels of devices that are open").register(registry);
    }

    public void channelClosed(String reason) {
        closed(reason).increment();
    }

    private Counter closed(String reason) {
        return Counter.builder("tributary.channels.closed").tag("reason", reason)
                .description("Channels of devices that were closed").register(registry);
    }

    public void limited() {
        limited.increment();
    }

    public void received(long bytes) {
        bytesUp.increment((double) bytes);
    }

    public void sent(long bytes) {
        bytesDown.increment((double) bytes);
    }
}
