package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayList;
import java.util.List;

/** Inner products that a first pass needs, one thread's part of the work: its buffers serve every chunk in turn. */
interface ChunkProducts {
    /** The products over one chunk. */
    double[] of(int chunk) throws AggregationException;

    /** The products of each chunk of the range by itself: added in the order of chunks they always give the same bits (I3). */
    default List<double[]> of(ChunkRange range) throws AggregationException, InterruptedException {
        List<double[]> partials = new ArrayList<>();
        for (int chunk = range.from(); chunk < range.to(); chunk++) {
            RangeWork.endIfInterrupted(chunk, range);
            partials.add(of(chunk));
        }
        return partials;
    }
}
