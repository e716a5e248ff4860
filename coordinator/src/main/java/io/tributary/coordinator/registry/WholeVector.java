package io.tributary.coordinator.registry;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RunPlan;
import java.util.function.Function;

/** A model that is in memory as a whole, read a chunk at a time. Immutable as long as its vector is. */
public final class WholeVector implements ModelSource {
    private final Chunking chunking;
    private final float[] vector;

    /**
     * Over a vector of this layout, which is not copied.
     *
     * @throws IllegalArgumentException if it has another length
     */
    public WholeVector(ParameterLayout layout, float[] vector) {
        this.chunking = layout.chunking();
        this.vector = vector;
        if (vector.length != chunking.values()) {
            throw new IllegalArgumentException("the initial model has " + vector.length + " values and the layout "
                    + chunking.values());
        }
    }

    /** What makes whole first models, as what makes them to be read a chunk at a time. */
    public static Function<RunPlan, ModelSource> each(Function<RunPlan, float[]> whole) {
        return plan -> new WholeVector(plan.layout(), whole.apply(plan));
    }

    /** All chunks of a model in a new vector. */
    public static float[] of(ParameterLayout layout, ModelSource model) {
        Chunking chunking = layout.chunking();
        float[] vector = new float[chunking.values()];
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            model.read(chunk, values);
            System.arraycopy(values, 0, vector, chunking.offset(chunk), chunking.length(chunk));
        }
        return vector;
    }

    @Override
    public void read(int chunk, float[] into) {
        System.arraycopy(vector, chunking.offset(chunk), into, 0, chunking.length(chunk));
    }
}
