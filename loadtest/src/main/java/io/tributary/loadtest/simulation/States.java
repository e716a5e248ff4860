package io.tributary.loadtest.simulation;

import io.tributary.aggregation.job.OptimizerState;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A strategy's state vectors: those of the last round to read, those of this one to write. */
final class States implements OptimizerState {
    private final Chunking chunking;
    private final ServerOptimizer optimizer;
    private final Map<Integer, Vector> before;
    private final Map<Integer, Vector> after = new ConcurrentHashMap<>();

    private States(Chunking chunking, ServerOptimizer optimizer, Map<Integer, Vector> before) {
        this.chunking = chunking;
        this.optimizer = optimizer;
        this.before = before;
    }

    /** Of the first round. */
    static States fresh(Chunking chunking, ServerOptimizer optimizer) {
        return new States(chunking, optimizer, Map.of());
    }

    /** Of the round after this one. */
    States next(ServerOptimizer itsOptimizer) {
        return new States(chunking, itsOptimizer, Map.copyOf(after));
    }

    @Override
    public void read(int slot, int chunk, float[] into) {
        Vector vector = before.get(slot);
        if (vector == null) {
            Arrays.fill(into, slot < optimizer.slots() ? optimizer.initial(slot) : 0);
        } else {
            vector.read(chunk, into);
        }
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        return after.computeIfAbsent(slot, _ -> new Vector(new float[chunking.values()])).write(chunk, values, length);
    }
}
