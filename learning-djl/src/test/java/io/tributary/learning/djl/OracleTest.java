package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.TrainingSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One step of plain descent against the same network written with DJL's blocks, loss and gradient collector. */
final class OracleTest {
    private static final double RATE = 0.5;
    private static final int BATCH = 6;

    @Test
    void cnnStepsAsItsBlocksDo() throws Exception {
        SequentialBlock block = new SequentialBlock().add(conv(32, 3, 0)).add(Activation::relu).add(pool())
                .add(conv(64, 3, 0)).add(Activation::relu).add(pool()).add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(128).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(3).build());
        compare(Tasks.spec("cnn", 14, 11, 2, 3), block);
    }

    @Test
    void fedavgCnnStepsAsItsBlocksDo() throws Exception {
        SequentialBlock block = new SequentialBlock().add(conv(32, 5, 2)).add(Activation::relu).add(pool())
                .add(conv(64, 5, 2)).add(Activation::relu).add(pool()).add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(512).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(3).build());
        compare(Tasks.spec("fedavg-cnn", 9, 12, 1, 3), block);
    }

    @Test
    void linearStepsAsItsBlocksDo() throws Exception {
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build());
        compare(Tasks.spec("linear", 5, 4, 3, 3), block);
    }

    @Test
    void mlpStepsAsItsBlocksDo() throws Exception {
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(20).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(10).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(3).build());
        compare(new ModelSpec("mlp", List.of(5, 4, 3), 3, List.of(20, 10)), block);
    }

    private static void compare(ModelSpec spec, SequentialBlock block) throws Exception {
        Examples examples = new ToyExamples(spec, BATCH, 3);
        TrainingTask task = Tasks.task(spec, new TrainingSpec(1, BATCH, Tasks.sgd(RATE), 1), 1);
        TrainingOutcome outcome = new DjlTrainer(examples).train(task);

        float[] expected = new float[task.model().length];
        double loss = descend(block, spec, examples, task, expected);
        assertEquals(loss, outcome.loss(), 1e-5);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], outcome.delta()[i], 1e-5 * (1 + Math.abs(expected[i])), "value " + i);
        }
    }

    /** Writes minus rate times gradient, and returns the loss. */
    private static double descend(SequentialBlock block, ModelSpec spec, Examples examples, TrainingTask task,
            float[] expected) {
        try (Model model = Model.newInstance("oracle", "PyTorch");
                NDManager manager = model.getNDManager().newSubManager()) {
            model.setBlock(block);
            NDArray inputs = inputs(manager, spec, examples);
            block.initialize(manager, DataType.FLOAT32, inputs.getShape());
            load(block, task);
            double loss;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList logits = block.forward(new ParameterStore(manager, false), new NDList(inputs), true);
                NDArray value = Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels(manager, examples)), logits);
                collector.backward(value);
                loss = value.getFloat();
            }
            int offset = 0;
            for (var parameter : block.getParameters().values()) {
                for (float gradient : parameter.getArray().getGradient().toFloatArray()) {
                    expected[offset++] = (float) (-RATE * gradient);
                }
            }
            return loss;
        }
    }

    private static void load(SequentialBlock block, TrainingTask task) {
        FloatBuffer values = FloatBuffer.wrap(task.model());
        var ours = task.plan().layout().parameters().iterator();
        for (var parameter : block.getParameters().values()) {
            Parameter next = ours.next();
            assertEquals(next.shape().toString(), List.of(box(parameter.getArray().getShape())).toString(),
                    next.name());
            float[] part = new float[next.size()];
            values.get(part);
            NDArray array = parameter.getArray();
            array.toByteBuffer(true).asFloatBuffer().put(part);
            array.setRequiresGradient(true);
        }
    }

    private static Long[] box(Shape shape) {
        return Arrays.stream(shape.getShape()).boxed().toArray(Long[]::new);
    }

    private static NDArray inputs(NDManager manager, ModelSpec spec, Examples examples) {
        float[] values = new float[BATCH * spec.input().stream().reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < BATCH; i++) {
            examples.read(i, values, i * values.length / BATCH);
        }
        NDArray pixels = manager.create(values,
                new Shape(BATCH, spec.input().get(0), spec.input().get(1), spec.input().get(2)));
        return pixels.transpose(0, 3, 1, 2).duplicate();
    }

    private static NDArray labels(NDManager manager, Examples examples) {
        float[] labels = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = examples.label(i);
        }
        return manager.create(labels, new Shape(BATCH, 1));
    }

    private static Conv2d conv(int filters, int kernel, int padding) {
        return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding)).build();
    }

    private static Block pool() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }
}
