package io.tributary.aggregation.job;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Optional;

/** Updates that are held as the plan's codec encoded them, and decoded a chunk at a time. Safe for use by many threads. */
public interface EncodedUpdates extends UpdateSource {
    /** What encoded them. */
    UpdateCodec codec();

    @Override
    default void read(int update, int chunk, float[] into) throws RejectedException {
        if (codec().isMapped()) {
            float[] travelled = new float[codec().transported(chunk)];
            readTravelled(update, chunk, travelled);
            codec().expand(chunk, travelled, into);
        } else {
            readTravelled(update, chunk, into);
        }
    }

    @Override
    default Optional<UpdateCodec> sharedMap() {
        return Optional.of(codec()).filter(UpdateCodec::isMapped);
    }

    /**
     * Reads and decodes one chunk of one update. If storage breaks, throws the store's own unchecked exception.
     *
     * @throws RejectedException if the update is not there, or was altered, or is no such chunk
     */
    @Override
    void readTravelled(int update, int chunk, float[] into) throws RejectedException;
}
