package io.tributary.experiments.simulation;

import io.tributary.aggregation.job.OptimizerState;
import io.tributary.aggregation.job.Strategy;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A strategy's state vectors: those of the last round to read, those of this one to write. */
final class States implements OptimizerState {
    private final Chunking chunking;
    private final Optional<Strategy> strategy;
    private final Map<Integer, Vector> before;
    private final Map<Integer, Vector> after = new ConcurrentHashMap<>();

    private States(Chunking chunking, Optional<Strategy> strategy, Map<Integer, Vector> before) {
        this.chunking = chunking;
        this.strategy = strategy;
        this.before = before;
    }

    /** Before the first round. */
    States(Chunking chunking) {
        this(chunking, Optional.empty(), Map.of());
    }

    /** Of the round after this one. */
    States next(Strategy itsStrategy) {
        return new States(chunking, Optional.of(itsStrategy), Map.copyOf(after));
    }

    @Override
    public void read(int slot, int chunk, float[] into) {
        Vector vector = before.get(slot);
        if (vector == null) {
            Arrays.fill(into, strategy.orElseThrow().initial(slot));
        } else {
            vector.read(chunk, into);
        }
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        return after.computeIfAbsent(slot, _ -> new Vector(new float[chunking.values()])).write(chunk, values, length);
    }
}
