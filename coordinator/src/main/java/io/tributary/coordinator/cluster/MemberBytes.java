package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Bytes between members through Hazelcast. What a member asks for, and what it is answered, counts once, at the member that asks: contents,
 * without what Hazelcast writes around them. All that a member sends is counted at its connections. Thread-safe.
 */
public final class MemberBytes {
    private static final String KEY = "tributary.bytes";

    private final Map<Kind, LongAdder> asked = new EnumMap<>(Kind.class);
    private volatile LongSupplier sent = () -> 0;

    /** What members ask each other for. */
    public enum Kind {
        /** Chunks of models, held for each other in memory. */
        CHUNKS,
        /** Orders and answers of ranges of a round. */
        RANGES,
        /** Orders and answers of slices of a version that is measured. */
        EVALUATION;

        /** In lower case, as in the metric. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    MemberBytes() {
        for (Kind kind : Kind.values()) {
            asked.put(kind, new LongAdder());
        }
    }

    /** Those of a member. */
    static MemberBytes of(HazelcastInstance member) {
        return (MemberBytes) member.getUserContext().computeIfAbsent(KEY, _ -> new MemberBytes());
    }

    void sendsBy(LongSupplier connections) {
        sent = connections;
    }

    void add(Kind kind, long bytes) {
        adder(kind).add(bytes);
    }

    /** Bytes that this member asked for, or gave with its questions. */
    public long asked(Kind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(Kind kind) {
        return Objects.requireNonNull(asked.get(kind));
    }

    /** All bytes that this member wrote to others' connections. */
    public long sent() {
        return sent.getAsLong();
    }
}
