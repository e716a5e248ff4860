package io.tributary.loadtest.learning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a training loop on this libtorch does: one batch that is already there, the network as it is written down (convolution, relu,
 * pooling), one backward call, the engine's own update. No data handling, no layout, no loss to report. Gradients are handed over rather than
 * added up, and plain descent is one in-place addition, as in the leanest PyTorch loop.
 */
final class BareLoop {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);

    private final StepCase what;
    private final int padding;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private final NDArray inputs;
    private final NDArray labels;
    private final NDArray scale;

    private BareLoop(StepCase what, NDManager manager) {
        this.what = what;
        padding = what.architecture().equals("cnn") ? 0 : 2;
        ParameterLayout layout = what.plan().layout();
        layout.parameters().forEach(parameter -> {
            Shape shape = new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
            weights.add(manager.randomUniform(-0.01f, 0.01f, shape));
            means.add(manager.zeros(shape));
            squares.add(manager.zeros(shape));
        });
        List<Integer> input = what.spec().input();
        inputs = manager.randomUniform(0, 1, new Shape(what.batch(), input.get(2), input.get(0), input.get(1)));
        labels = manager.zeros(new Shape(what.batch(), 1), DataType.INT64);
        double factor = adam() ? -1 : what.optimizer().learningRate();
        scale = manager.create(new float[] {(float) (factor / what.batch())}, new Shape());
    }

    static StepTimes run(StepCase what) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            JniUtils.setNumThreads(what.threads());
            return new BareLoop(what, manager).measure(manager);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private StepTimes measure(NDManager manager) {
        long[] starts = new long[what.steps() + 1];
        long cpu = -StepTimes.cpuNanos();
        for (int step = 0; step < what.steps(); step++) {
            starts[step] = System.nanoTime();
            step(manager);
        }
        starts[what.steps()] = System.nanoTime();
        return StepTimes.of(starts, cpu + StepTimes.cpuNanos());
    }

    private void step(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> leaves = new ArrayList<>();
            for (NDArray weight : weights) {
                NDArray leaf = weight.stopGradient();
                leaf.attach(scope);
                leaf.setRequiresGradient(true);
                leaves.add(leaf);
            }
            NDArray input = inputs.stopGradient();
            input.attach(scope);
            JniUtils.setGradMode(true);
            NDArray likelihood = logits(leaves, input).logSoftmax(-1).gather(labels, 1).sum();
            JniUtils.backward((PtNDArray) likelihood, (PtNDArray) scale, false, false);
            JniUtils.setGradMode(false);
            for (int i = 0; i < leaves.size(); i++) {
                update(i, leaves.get(i).getGradient());
            }
        }
    }

    private NDArray logits(List<NDArray> w, NDArray input) {
        NDArray first = pool(relu(Conv2d.conv2d(input, w.get(0), w.get(1), ONE, new Shape(padding, padding)).head()));
        NDArray second = pool(relu(Conv2d.conv2d(first, w.get(2), w.get(3), ONE, new Shape(padding, padding)).head()));
        NDArray hidden = relu(Linear.linear(second.reshape(what.batch(), -1), w.get(4), w.get(5)).head());
        return Linear.linear(hidden, w.get(6), w.get(7)).head();
    }

    private static NDArray relu(NDArray values) {
        return values.getNDArrayInternal().relu();
    }

    private static NDArray pool(NDArray values) {
        return Pool.maxPool2d(values, TWO, TWO, new Shape(0, 0), false);
    }

    private boolean adam() {
        return what.optimizer() instanceof OptimizerSpec.Adam;
    }

    private void update(int index, NDArray gradient) {
        if (!adam()) {
            weights.get(index).addi(gradient);
            return;
        }
        float rate = (float) what.optimizer().learningRate();
        JniUtils.adamUpdate((PtNDArray) weights.get(index), (PtNDArray) gradient, (PtNDArray) means.get(index),
                (PtNDArray) squares.get(index), rate, rate, 0, 1, -1, 0.9f, 0.999f, 1e-8f, false);
    }
}
