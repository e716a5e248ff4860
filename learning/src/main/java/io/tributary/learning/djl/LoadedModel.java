package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Layer;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import java.util.List;

/** A model in native memory that only answers. Any number of threads may ask at once; closing it while one does is not allowed. */
final class LoadedModel implements AutoCloseable {
    private final NDManager manager = NativeEngine.newManager();
    private final List<Layer> layers;
    private final InputShape shape;
    private final ModelTensors tensors;
    private final int classes;

    /**
     * Copies a flat vector to native memory.
     *
     * @throws IllegalArgumentException if the network cannot be built or the vector is not of its size
     */
    LoadedModel(ModelSpec spec, float[] model) {
        try {
            ParameterLayout layout = Architectures.layout(spec);
            if (model.length != layout.size()) {
                throw new IllegalArgumentException("architecture '" + spec.architecture() + "' has " + layout.size()
                        + " parameters, but the model has " + model.length + " values");
            }
            layers = Architectures.layers(spec);
            shape = new InputShape(spec.input());
            classes = spec.classes();
            tensors = ModelTensors.load(manager, layout, model);
        } catch (IllegalArgumentException unfit) {
            manager.close();
            throw unfit;
        }
    }

    InputShape shape() {
        return shape;
    }

    int classes() {
        return classes;
    }

    /** A scope for one batch, which the caller closes. */
    NDManager newScope() {
        return manager.newSubManager();
    }

    /** The logits of a batch, row by row. */
    float[] logits(BatchBuffer batch, NDManager scope) {
        Autograd.stopRecording();
        NDArray logits = ForwardPass.logits(layers, tensors.all(), batch.inputs(scope));
        float[] values = new float[batch.count() * classes];
        ModelTensors.values(logits).get(values);
        return values;
    }

    @Override
    public void close() {
        manager.close();
    }
}
