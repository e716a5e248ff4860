package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Evaluation;
import io.tributary.learning.Examples;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DjlTrainerTest {
    private static final TrainingSpec ADAM =
            new TrainingSpec(4, 10, new OptimizerSpec.Adam(0.003, 0.9, 0.999, 1e-8), 1);

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "fedavg-cnn", "fedavg-cnn-bn", "lenet", "linear", "mlp"})
    void trainingLowersTheLossAndSeparatesATask(String architecture) throws Exception {
        ModelSpec spec = Tasks.spec(architecture, 16, 16, 2, 3);
        TrainingTask task = Tasks.task(spec, ADAM, 1);
        TrainingOutcome outcome = new DjlTrainer(new ToyExamples(spec, 123, 1)).train(task);

        DjlEvaluator evaluator = new DjlEvaluator(spec, new ToyExamples(spec, 60, 1000));
        Evaluation before = evaluator.evaluate(task.model());
        Evaluation after = evaluator.evaluate(sum(task.model(), outcome.delta()));
        assertEquals(123, outcome.examples());
        assertTrue(after.loss() < before.loss() / 2, before + " -> " + after);
        assertTrue(after.accuracy() >= 0.95, after.toString());
    }

    @Test
    void lastBatchMayBeSmallerAndCountsByItsExamples() throws Exception {
        ModelSpec spec = Tasks.spec("linear", 3, 3, 1, 2);
        TrainingSpec barely = new TrainingSpec(1, 4, Tasks.sgd(1e-12), 1);
        ToyExamples examples = new ToyExamples(spec, 7, 1);
        TrainingTask task = Tasks.task(spec, barely, 1);
        TrainingOutcome outcome = new DjlTrainer(examples).train(task);
        assertEquals(new DjlEvaluator(spec, examples).evaluate(task.model()).loss(), outcome.loss(), 1e-6);
    }

    @Test
    void receivedModelIsNotChanged() throws Exception {
        ModelSpec spec = Tasks.spec("mlp", 4, 4, 1, 3);
        TrainingTask task = Tasks.task(spec, ADAM, 1);
        new DjlTrainer(new ToyExamples(spec, 20, 1)).train(task);
        assertArrayEquals(Architectures.initial(spec, 7), task.model());
    }

    @Test
    void interruptedTrainingEndsBeforeItsNextStep() {
        ModelSpec spec = Tasks.spec("mlp", 4, 4, 1, 3);
        InterruptingExamples examples = new InterruptingExamples(new ToyExamples(spec, 100, 1), 25);
        LocalTrainer trainer = new DjlTrainer(examples);
        assertThrows(InterruptedException.class, () -> trainer.train(Tasks.task(spec, ADAM, 1)));
        assertEquals(30, examples.reads.get());
    }

    @Test
    void interruptedThreadDoesNotStart() {
        ModelSpec spec = Tasks.spec("linear", 4, 4, 1, 3);
        LocalTrainer trainer = new DjlTrainer(new ToyExamples(spec, 10, 1));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> trainer.train(Tasks.task(spec, ADAM, 1)));
    }

    @Test
    void divergedTrainingIsDeclinedWithAHint() {
        ModelSpec spec = Tasks.spec("mlp", 4, 4, 1, 3);
        String message = declined(spec, new TrainingSpec(3, 5, Tasks.sgd(1e30), 1), new ToyExamples(spec, 50, 1));
        assertTrue(message.contains("diverged") && message.contains("learning rate below 1.0E30"), message);
    }

    @Test
    void exampleThatCannotBeReadIsNamed() {
        ModelSpec spec = Tasks.spec("linear", 4, 4, 1, 2);
        Path missing = Path.of("no-such-folder", "cat.jpg");
        Examples examples = new FileExamples(List.of(missing), new int[] {1}, new ImageDecoder(4, 4, 1), 0);
        assertTrue(declined(spec, ADAM, examples).contains(missing.toString()));
    }

    @Test
    void classOutsideTheNetworkIsDeclined() {
        ModelSpec spec = Tasks.spec("linear", 2, 2, 1, 3);
        Examples examples = InMemoryExamples.ofBytes(new byte[8], new int[] {2, 3}, spec.input());
        assertTrue(declined(spec, ADAM, examples).contains("example 1 has class 3, but the network knows 0..2"));
    }

    @Test
    void modelOfAnotherSizeIsDeclined() {
        ModelSpec spec = Tasks.spec("linear", 4, 4, 1, 3);
        Examples examples = new ToyExamples(spec, 10, 1);
        TrainingTask other = new TrainingTask(Tasks.plan(Tasks.spec("linear", 4, 4, 1, 2), ADAM), 1, new float[3], 1);
        assertTrue(assertThrows(TrainingException.class, () -> new DjlTrainer(examples).train(other)).getMessage()
                .contains("the model has 3 values where its layout has 34"));
    }

    @Test
    void layoutOfAnotherNetworkIsDeclined() {
        ModelSpec spec = Tasks.spec("linear", 4, 4, 1, 3);
        RunPlan plan = Tasks.plan(spec, ADAM);
        for (ModelSpec other : List.of(Tasks.spec("linear", 4, 4, 1, 4), Tasks.spec("torchscript", 4, 4, 1, 3))) {
            RunPlan bad = plan.toBuilder().name("bad").model("bad").spec(other)
                    .modelSignature(ModelSignature.of(other)).rounds(1).seed(1).training(ADAM).build();
            TrainingTask task = new TrainingTask(bad, 1, new float[plan.layout().size()], 1);
            String message = assertThrows(TrainingException.class,
                    () -> new DjlTrainer(new ToyExamples(spec, 10, 1)).train(task)).getMessage();
            assertTrue(message.startsWith("plan 'bad'") && message.contains(other.architecture()), message);
        }
    }

    private static String declined(ModelSpec spec, TrainingSpec training, Examples examples) {
        TrainingTask task = Tasks.task(spec, training, 1);
        return assertThrows(TrainingException.class, () -> new DjlTrainer(examples).train(task)).getMessage();
    }

    /** Interrupts its reader once, at a given read. */
    private static final class InterruptingExamples implements Examples {
        private final Examples examples;
        private final int at;
        private final AtomicInteger reads = new AtomicInteger();

        InterruptingExamples(Examples examples, int at) {
            this.examples = examples;
            this.at = at;
        }

        @Override
        public int size() {
            return examples.size();
        }

        @Override
        public int label(int index) {
            return examples.label(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            examples.read(index, into, offset);
            if (reads.incrementAndGet() == at) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static float[] sum(float[] model, float[] delta) {
        float[] sum = new float[model.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = model[i] + delta[i];
        }
        return sum;
    }
}
