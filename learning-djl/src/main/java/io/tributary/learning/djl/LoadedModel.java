package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.ModelSpec;

/** A model in native memory that only answers. Any number of threads may ask at once; closing it while one does is not allowed. */
final class LoadedModel implements AutoCloseable {
    private final NDManager manager = NativeEngine.newManager();
    private final Pass pass;
    private final InputShape shape;
    private final ModelTensors tensors;
    private final int classes;

    /**
     * Copies the vectors to native memory.
     *
     * @param model the vector that travels
     * @param local the vector that stays on the device, empty if none does
     * @throws IllegalArgumentException if the network cannot be built or a vector is not of its size
     */
    LoadedModel(ModelSpec spec, Placement placement, float[] model, float[] local) {
        try {
            requireSize(spec, "", placement.layout().size(), model);
            requireSize(spec, " of its own", placement.localSize(), local);
            Autograd.stopRecording();
            PlannedNetwork network = PlannedNetwork.answering(spec, placement, manager);
            pass = network.pass();
            shape = new InputShape(spec.input());
            classes = spec.classes();
            tensors = ModelTensors.load(manager, network, placement, model, local);
        } catch (IllegalArgumentException unfit) {
            manager.close();
            throw unfit;
        }
    }

    private static void requireSize(ModelSpec spec, String whose, int size, float[] vector) {
        if (vector.length != size) {
            throw new IllegalArgumentException("architecture '" + spec.architecture() + "' has " + size
                    + " parameters" + whose + ", but the model has " + vector.length + " values");
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
        NDArray logits = pass.logits(tensors.all(), batch.inputs(scope));
        float[] values = new float[batch.count() * classes];
        ModelTensors.values(logits).get(values);
        return values;
    }

    @Override
    public void close() {
        manager.close();
    }
}
