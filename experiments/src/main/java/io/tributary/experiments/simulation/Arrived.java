package io.tributary.experiments.simulation;

import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import java.util.List;
import java.util.Optional;

/** The updates of a round in memory, encoded, by device id. */
record Arrived(UpdateCodec codec, List<Encoded> updates) implements UpdateSource {
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
    public void read(int update, int chunk, float[] into) throws RejectedException {
        if (codec.isMapped()) {
            float[] travelled = new float[codec.transported(chunk)];
            readTravelled(update, chunk, travelled);
            codec.expand(chunk, travelled, into);
        } else {
            readTravelled(update, chunk, into);
        }
    }

    @Override
    public Optional<UpdateCodec> sharedMap() {
        return Optional.of(codec).filter(UpdateCodec::isMapped);
    }

    @Override
    public void readTravelled(int update, int chunk, float[] into) throws RejectedException {
        codec.decode(updates.get(update).chunks()[chunk], chunk, into);
    }
}
