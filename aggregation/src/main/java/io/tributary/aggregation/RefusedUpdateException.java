package io.tributary.aggregation;

import io.tributary.protocol.RejectedException;
import java.util.OptionalInt;

/** One device's update was refused, so the round cannot be aggregated with it; the cause says why. */
public final class RefusedUpdateException extends AggregationException {
    private static final long serialVersionUID = 1;
    private static final int WHOLE = -1;

    private final String device;
    private final int chunk;
    private final RejectedException refusal;

    /** A chunk of the device's update was refused. */
    public RefusedUpdateException(String device, int chunk, RejectedException refusal) {
        super("the update of device '" + device + "' was refused at chunk " + chunk + ": " + refusal.getMessage(),
                refusal);
        this.device = device;
        this.chunk = chunk;
        this.refusal = refusal;
    }

    /** The device's update was refused as a whole, before any chunk was read. */
    public RefusedUpdateException(String device, RejectedException refusal) {
        super("the update of device '" + device + "' was refused: " + refusal.getMessage(), refusal);
        this.device = device;
        this.chunk = WHOLE;
        this.refusal = refusal;
    }

    /** Whose update it is. */
    public String device() {
        return device;
    }

    /** The chunk that was refused; empty if the update was refused as a whole. */
    public OptionalInt chunk() {
        return chunk == WHOLE ? OptionalInt.empty() : OptionalInt.of(chunk);
    }

    /** Why. */
    public RejectedException refusal() {
        return refusal;
    }
}
