package io.tributary.aggregation;

/** A round's updates cannot be aggregated as they are. Broken storage is not this: it passes through as it was thrown. */
public abstract sealed class AggregationException extends Exception
        permits TooFewUpdatesException, RefusedUpdateException {
    private static final long serialVersionUID = 1;

    AggregationException(String message) {
        super(message);
    }

    AggregationException(String message, Throwable cause) {
        super(message, cause);
    }
}
