package io.tributary.loadtest.simulation;

import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.parameters.Chunking;
import java.util.List;
import java.util.Locale;

/** The updates of a round, in memory. */
record Arrived(Chunking chunking, List<Sent> updates) implements UpdateSource {
    @Override
    public int count() {
        return updates.size();
    }

    @Override
    public String device(int update) {
        return String.format(Locale.ROOT, "device-%06d", updates.get(update).device());
    }

    @Override
    public int weight(int update) {
        return updates.get(update).weight();
    }

    @Override
    public void read(int update, int chunk, float[] into) {
        System.arraycopy(updates.get(update).delta(), chunking.offset(chunk), into, 0, chunking.length(chunk));
    }
}
