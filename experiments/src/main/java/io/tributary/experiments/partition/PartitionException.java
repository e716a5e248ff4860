package io.tributary.experiments.partition;

/** Examples that cannot be spread as wished: there are too few. The message says what would help. */
public final class PartitionException extends Exception {
    private static final long serialVersionUID = 1;

    PartitionException(String message) {
        super(message);
    }
}
