package io.tributary.experiments.simulation;

import io.tributary.aggregation.job.EncodedUpdates;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import java.util.List;

/** The updates of a round in memory, encoded, by device id. */
record Arrived(UpdateCodec codec, List<Encoded> updates) implements EncodedUpdates {
    /** An update's chunks as they would travel, but not sealed. */
    record Encoded(String device, int weight, byte[][] chunks) {}

    @Override
    public int count() {
        return updates.size();
    }

    @Override
    public String device(int update) {
        return updates.get(update).device();
    }

    @Override
    public int weight(int update) {
        return updates.get(update).weight();
    }

    @Override
    public void readTravelled(int update, int chunk, float[] into) throws RejectedException {
        codec.decode(updates.get(update).chunks()[chunk], chunk, into);
    }
}
