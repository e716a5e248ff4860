package io.tributary.aggregation.job;

import io.tributary.aggregation.sum.Slice;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Optional;

/** The accepted updates of a round, sorted by device id. Safe for use by many threads. */
public interface UpdateSource {
    /** Number of updates. */
    int count();

    /** Whose update it is, 0..count-1. */
    String device(int update);

    /** Its weight: the number of examples it was trained on. */
    int weight(int update);

    /**
     * Reads one chunk of one update into the first values of {@code into}, which has room for a full chunk. If storage breaks,
     * throws the store's own unchecked exception.
     *
     * @throws RejectedException if the chunk is not what the layout implies
     */
    void read(int update, int chunk, float[] into) throws RejectedException;

    /**
     * One chunk of one update, where it lies if the source has it in memory: what is summed need not be copied. Otherwise as
     * {@link #read}, into {@code scratch}.
     *
     * @throws RejectedException as {@link #read}
     */
    default Slice slice(int update, int chunk, float[] scratch) throws RejectedException {
        read(update, chunk, scratch);
        return new Slice(scratch, 0);
    }

    /**
     * The map from what travelled to an update's values, if it does anything. It is linear and the same for all updates, so a linear rule
     * may reduce what travelled and expand the result once.
     */
    default Optional<UpdateCodec> sharedMap() {
        return Optional.empty();
    }

    /**
     * Reads what travelled of one chunk of one update: as many values as the shared map says, into the first of {@code into}.
     *
     * @throws RejectedException as {@link #read}
     */
    default void readTravelled(int update, int chunk, float[] into) throws RejectedException {
        read(update, chunk, into);
    }
}
