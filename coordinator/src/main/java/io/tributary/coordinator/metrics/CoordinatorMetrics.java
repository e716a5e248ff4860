package io.tributary.coordinator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.tributary.coordinator.cluster.MemberBytes;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** Counters of a coordinator, beside those of Vert.x. Thread-safe. */
public final class CoordinatorMetrics {
    /** Of Vert.x: bytes of events that were sent to other members. */
    private static final String BUS_BYTES = "vertx.eventbus.bytes.written";
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter excluded;
    private final Counter limited;
    private final Counter cloned;
    private final Counter bytesUp;
    private final Counter bytesDown;

    /** Counts into this registry. */
    public CoordinatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = Counter.builder("tributary.updates.accepted").description("Updates accepted")
                .register(registry);
        this.excluded = Counter.builder("tributary.updates.excluded")
                .description("Accepted updates excluded from aggregation").register(registry);
        this.limited = Counter.builder("tributary.requests.limited").description("Requests refused by the rate limit")
                .register(registry);
        this.cloned = Counter.builder("tributary.devices.cloned")
                .description("Devices of which two copies were seen").register(registry);
        declines(Reason.TRAINING_FAILED.code());
        List.of("here", "members", "storage", "wrong").forEach(this::chunks);
        for (RunQuota.Part quota : RunQuota.Part.values()) {
            refusals(quota);
        }
        this.bytesUp = Counter.builder("tributary.updates.received").baseUnit("bytes")
                .description("Bytes of sealed updates received, including refused ones").register(registry);
        this.bytesDown = Counter.builder("tributary.models.sent").baseUnit("bytes")
                .description("Bytes of model chunks sent").register(registry);
    }

    /** A round is over. */
    public void roundEnded(RoundView round) {
        Counter.builder("tributary.rounds").tag("outcome", round.outcome().code()).description("Rounds that ended")
                .register(registry).increment();
        excluded.increment(round.reports().excluded());
        round.reports().refusals().forEach((reason, count) -> declines(reason).increment(count));
    }

    private Counter declines(String reason) {
        return Counter.builder("tributary.declines").tag("reason", reason).description("Devices that declined a round")
                .register(registry);
    }

    /** A run is over. */
    public void runEnded(RunView run) {
        Counter.builder("tributary.runs").tag("status", run.status().code()).description("Runs that ended")
                .register(registry).increment();
    }

    public void accepted() {
        accepted.increment();
    }

    public void refused(Reason reason) {
        Counter.builder("tributary.updates.refused").tag("reason", reason.code())
                .description("Uploads and reports refused").register(registry).increment();
    }

    /** An upload was refused because its run would have passed this quota. */
    public void overQuota(RunQuota.Part quota) {
        refusals(quota).increment();
    }

    private Counter refusals(RunQuota.Part quota) {
        return Counter.builder("tributary.uploads.over.quota").tag("quota", quota.key())
                .description("Uploads refused because their run would have passed its quota").register(registry);
    }

    /** Measures open channels, and begins the counter of closed ones at 0 for each reason. */
    public void channels(IntSupplier open, List<String> reasons) {
        reasons.forEach(this::closed);
        Gauge.builder("tributary.channels.open", open, IntSupplier::getAsInt).strongReference(true)
                .description("Open WebSocket channels of devices").register(registry);
    }

    public void channelClosed(String reason) {
        closed(reason).increment();
    }

    private Counter closed(String reason) {
        return Counter.builder("tributary.channels.closed").tag("reason", reason)
                .description("WebSocket channels that closed").register(registry);
    }

    public void limited() {
        limited.increment();
    }

    public void cloned() {
        cloned.increment();
    }

    public void received(long bytes) {
        bytesUp.increment((double) bytes);
    }

    /** A member of a cluster was asked for a chunk, and had it from here. */
    public void chunk(String from) {
        chunks(from).increment();
    }

    private Counter chunks(String from) {
        return Counter.builder("tributary.chunks").tag("from", from)
                .description("Model chunks that members of a cluster were asked for, by where they came from")
                .register(registry);
    }

    /** Measures what members of a cluster send each other. */
    public void members(MemberBytes bytes) {
        for (MemberBytes.Kind kind : MemberBytes.Kind.values()) {
            membersAsked(kind.code(), bytes, all -> all.asked(kind));
        }
        membersAsked("bus", registry, CoordinatorMetrics::written);
        FunctionCounter.builder("tributary.members.sent", bytes, MemberBytes::sent).baseUnit("bytes")
                .description("Bytes that this member sent to others through Hazelcast").register(registry);
    }

    private <T> void membersAsked(String kind, T of, ToDoubleFunction<T> bytes) {
        FunctionCounter.builder("tributary.members.asked", of, bytes).tag("kind", kind).baseUnit("bytes")
                .description("Bytes between members, counted at the one that asked, by what they were for")
                .register(registry);
    }

    /** Of events, as Vert.x counts them. */
    private static double written(MeterRegistry registry) {
        double bytes = 0;
        for (Meter meter : registry.find(BUS_BYTES).meters()) {
            for (Measurement one : meter.measure()) {
                if (one.getStatistic() == Statistic.COUNT) {
                    bytes += one.getValue();
                }
            }
        }
        return bytes;
    }

    public void sent(long bytes) {
        bytesDown.increment((double) bytes);
    }
}
