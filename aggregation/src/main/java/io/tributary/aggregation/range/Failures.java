package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import org.jspecify.annotations.Nullable;

/** What failed on another thread, for whoever waits for it. */
final class Failures {
    private Failures() {}

    /** The failure, to be thrown, if it is of the kind that ranges declare; every other kind is thrown here. */
    static AggregationException of(@Nullable Throwable cause) throws InterruptedException {
        return switch (cause) {
            case AggregationException refused -> refused;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException broken -> throw broken;
            case Error broken -> throw broken;
            case null, default -> throw new IllegalStateException("a range failed in a way it does not declare", cause);
        };
    }
}
