package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.architecture.Layer;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks of the owner's own, as an engine sees them. */
final class OwnLayersTest {
    private static final TrainingSpec TRAINING = new TrainingSpec(2, 8, Tasks.sgd(0.1), 1);

    private static ModelSpec stack(String... layers) {
        return new ModelSpec("layers", List.of(12, 12, 3), 3, List.of(), new NetworkSpec.Layers(List.of(layers)));
    }

    private static TrainingOutcome train(ModelSpec spec, long seed) throws Exception {
        return new DjlTrainer(new ToyExamples(spec, 20, 1)).train(Tasks.task(spec, TRAINING, seed));
    }

    @Test
    void i10AStackWithDropoutTrainsToTheSameBitsAgainAndToOthersWithAnotherSeed() throws Exception {
        ModelSpec spec = stack("conv(4, 3)", "batchNorm", "maxPool(3)", "relu", "flatten", "dropout(0.5)", "dense(3)");
        float[] first = train(spec, 5).delta();
        assertArrayEquals(first, train(spec, 5).delta());
        assertFalse(Arrays.equals(first, train(spec, 6).delta()));
        ModelSpec without = stack("conv(4, 3)", "batchNorm", "maxPool(3)", "relu", "flatten", "dense(3)");
        assertFalse(Arrays.equals(first, train(without, 5).delta()), "dropout drops something");
    }

    @Test
    void dropoutKeepsTheMeanWhileTrainingAndEverythingWhenAnswering() {
        List<Layer> layers = List.of(new Layer.Dropout(0.25));
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray ones = manager.ones(new Shape(100, 1000));
            assertArrayEquals(ones.toFloatArray(),
                    ForwardPass.answering(layers).logits(List.of(), ones).toFloatArray());
            float[] left =
                    new ForwardPass(layers, norm -> false, new ForwardPass.Dropping(3)).logits(List.of(), ones)
                            .toFloatArray();
            double mean = 0;
            int dropped = 0;
            for (float value : left) {
                assertTrue(value == 0 || value == 1 / 0.75f, () -> "" + value);
                mean += value / left.length;
                dropped += value == 0 ? 1 : 0;
            }
            assertEquals(1, mean, 0.01);
            assertEquals(0.25, (double) dropped / left.length, 0.01);
        }
    }

    @Test
    void anyWindowIsPooledInAnswersAsInTraining() {
        List<Layer> layers = List.of(new Layer.MaxPool(3));
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray input = manager.arange(2 * 49f).reshape(1, 2, 7, 7);
            float[] expected = {16, 19, 37, 40, 65, 68, 86, 89};
            assertArrayEquals(expected, ForwardPass.answering(layers).logits(List.of(), input).toFloatArray());
            assertArrayEquals(expected, new ForwardPass(layers, norm -> false, new ForwardPass.Dropping(1))
                    .logits(List.of(), input).toFloatArray());
        }
    }

    @Test
    void aNetworkThatIsALayoutAloneIsDeclinedByNameBeforeItIsFetched() {
        ModelSpec line = new ModelSpec("line", List.of(12, 12, 3), 3, List.of(),
                new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS));
        RunPlan plan = Tasks.plan(stack("flatten", "dense(3)"), TRAINING).toBuilder().spec(line)
                .layout(new ParameterLayout(List.of(new Parameter("l", Parameter.Role.TRAINABLE, List.of(2))))).build();
        DjlTrainer trainer = new DjlTrainer(new ToyExamples(line, 1, 1));
        String message = assertThrows(TrainingException.class, () -> trainer.requireFit(plan)).getMessage();
        assertEquals("plan 'test': network 'line' is a layout of its owner's own; only a trainer that the application"
                + " brings for it can use it", message);
    }
}
