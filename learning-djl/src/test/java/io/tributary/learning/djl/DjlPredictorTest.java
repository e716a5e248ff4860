package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Predictor;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class DjlPredictorTest {
    private static final TrainingSpec ONE_STEP = new TrainingSpec(1, 1, Tasks.sgd(1), 1);
    private static final ModelSpec SPEC = Tasks.spec("linear", 1, 2, 2, 4);

    /** Each class looks at one value; PyTorch flattens channel by channel, inputs come pixel by pixel. */
    @Test
    void answersAreTheSoftmaxOfValuesInChannelOrder() {
        float[] model = new float[20];
        for (int i = 0; i < 4; i++) {
            model[i * 4 + i] = 1;
        }
        try (Predictor predictor = load(SPEC, model)) {
            // Pixel 0 is (1, 2), pixel 1 is (3, 4): channel 0 is 1, 3 and channel 1 is 2, 4.
            float[] answer = predictor.predict(new float[] {1, 2, 3, 4});
            double sum = Math.exp(1) + Math.exp(2) + Math.exp(3) + Math.exp(4);
            double[] expected = {Math.exp(1) / sum, Math.exp(3) / sum, Math.exp(2) / sum, Math.exp(4) / sum};
            for (int i = 0; i < 4; i++) {
                assertEquals(expected[i], answer[i], 1e-6);
            }
        }
    }

    @Test
    void modelIsCopied() {
        float[] model = Architectures.initial(SPEC, 1);
        try (Predictor predictor = load(SPEC, model)) {
            float[] before = predictor.predict(new float[] {1, 2, 3, 4});
            Arrays.fill(model, 0);
            assertArrayEquals(before, predictor.predict(new float[] {1, 2, 3, 4}));
        }
    }

    @Test
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        ModelSpec spec = Tasks.spec("fedavg-cnn", 12, 12, 1, 5);
        List<float[]> inputs = new ArrayList<>();
        ToyExamples examples = new ToyExamples(spec, 64, 9);
        for (int i = 0; i < examples.size(); i++) {
            float[] input = new float[144];
            examples.read(i, input, 0);
            inputs.add(input);
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (Predictor predictor = load(spec, Architectures.initial(spec, 2))) {
            List<Callable<float[]>> calls = new ArrayList<>();
            inputs.forEach(input -> calls.add(() -> predictor.predict(input)));
            List<Future<float[]>> answers = pool.invokeAll(calls);
            for (int i = 0; i < inputs.size(); i++) {
                assertArrayEquals(predictor.predict(inputs.get(i)), answers.get(i).get(), 1e-6f);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closingWhileOthersPredictEndsInAnswersOrARefusal() throws Exception {
        Predictor predictor = load(SPEC, Architectures.initial(SPEC, 1));
        CountDownLatch warm = new CountDownLatch(4 * 50);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                counts.add(pool.submit(() -> predictUntilClosed(predictor, warm)));
            }
            warm.await();
            predictor.close();
            int answers = 0;
            for (Future<Integer> count : counts) {
                answers += count.get();
            }
            assertTrue(answers >= 200, answers + " answers");
        } finally {
            pool.shutdownNow();
        }
    }

    private static int predictUntilClosed(Predictor predictor, CountDownLatch warm) {
        int answers = 0;
        while (true) {
            try {
                predictor.predict(new float[4]);
                answers++;
                warm.countDown();
            } catch (IllegalStateException closed) {
                assertEquals("this predictor is closed; load the model again", closed.getMessage());
                return answers;
            }
        }
    }

    @Test
    void closedPredictorRefusesAndMayBeClosedAgain() {
        Predictor predictor = load(SPEC, new float[20]);
        predictor.close();
        predictor.close();
        assertThrows(IllegalStateException.class, () -> predictor.predict(new float[4]));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (Predictor predictor = load(SPEC, new float[20])) {
            assertEquals("an input has 4 values, not 3",
                    assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[3])).getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> load(SPEC, new float[19]));
        RunPlan plan = Tasks.plan(SPEC, ONE_STEP);
        ModelSpec larger = Tasks.spec("linear", 1, 2, 2, 3);
        RunPlan other = plan.toBuilder().name("bad").model("bad").spec(larger)
                .modelSignature(ModelSignature.of(larger)).rounds(1).seed(1).training(ONE_STEP).build();
        assertThrows(IllegalArgumentException.class,
                () -> new DjlPredictorLoader().load(other, new float[20], DeviceMemory.none()));
    }

    /** The last layer of each device looks at what it kept, or at what all began with. */
    @Test
    void tensorsThatStayOnTheDeviceAreThoseOfItsMemory() throws Exception {
        ModelSpec spec = new ModelSpec("mlp", List.of(2), 2, List.of(1));
        RunPlan plan = Tasks.plan(spec, Tasks.training(1, 1, Tasks.sgd(1), List.of("dense2"), List.of()));
        float[] travelling = {1, 1, 0}; // the hidden value is the sum of the inputs
        FakeMemory memory = new FakeMemory();
        memory.stage(DeviceMemory.LOCAL, new float[] {3, 1, 0, 0});
        memory.acknowledge();
        try (Predictor own = new DjlPredictorLoader().load(plan, travelling, memory);
                Predictor fresh = new DjlPredictorLoader().load(plan, travelling, DeviceMemory.none())) {
            assertEquals(1 / (1 + Math.exp(-2 * 5)), own.predict(new float[] {2, 3})[0], 1e-6);
            float[] local = Placement.of(plan).local(Architectures.initial(spec, plan.seed()));
            double difference = 5 * (local[0] - local[1]) + local[2] - local[3];
            assertEquals(1 / (1 + Math.exp(-difference)), fresh.predict(new float[] {2, 3})[0], 1e-5);
        }
    }

    private static Predictor load(ModelSpec spec, float[] model) {
        try {
            return new DjlPredictorLoader().load(Tasks.plan(spec, ONE_STEP), model, DeviceMemory.none());
        } catch (IOException memory) {
            throw new UncheckedIOException(memory);
        }
    }
}
