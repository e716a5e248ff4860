package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Native memory stays flat over 1,000 steps. A longer run: {@code -Dtest=NativeMemoryTest -Dlearning.memory.steps=50000}. Forgetting to close a
 * step's tensors would add at least 1.2 MB a step.
 */
final class NativeMemoryTest {
    private static final int STEPS = Integer.getInteger("learning.memory.steps", 1000);
    private static final int BATCH = 10;
    private static final int BATCHES = 100;
    private static final int SIZE = BATCH * BATCHES;
    private static final int WARM_UP = 200;
    private static final long BOUND_KIB = 200 * 1024;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final ModelSpec SPEC = Tasks.spec("fedavg-cnn", 14, 14, 1, 4);

    @Test
    void stepsLeaveNoTensorAndNoMemoryBehind() throws Exception {
        Watcher watcher = new Watcher();
        TrainingSpec training =
                new TrainingSpec((WARM_UP + STEPS) / BATCHES, BATCH, new OptimizerSpec.Adam(1e-4, 0.9, 0.999, 1e-8), 1);
        onNewThread(() -> new DjlTrainer(watcher).train(Tasks.task(SPEC, training, 1)));

        assertFalse(watcher.recording, "the engine records between steps, and keeps what it records");
        assertEquals(List.of(watcher.tensors.get(0)), watcher.tensors.stream().distinct().toList());
        assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS);
        long growth = watcher.resident.get(watcher.resident.size() - 1) - watcher.resident.get(0);
        assertTrue(growth < BOUND_KIB, growth + " KiB more after " + STEPS + " steps: " + watcher.resident);
    }

    @Test
    void trainingsAndPredictorsLeaveNothingBehind() throws Exception {
        long before = tensors();
        TrainingSpec training = new TrainingSpec(1, BATCH, new OptimizerSpec.Sgd(0.01, 0.9), 1);
        new DjlTrainer(new Watcher()).train(Tasks.task(SPEC, training, 1));
        float[] model = Tasks.task(SPEC, training, 1).model();
        new DjlEvaluator(SPEC, new Watcher()).evaluate(model);
        new DjlPredictorLoader().load(Tasks.plan(SPEC, training), model, DeviceMemory.none()).close();
        assertEquals(before, tensors());
    }

    @Test
    void methodsAndNormalizationsLeaveNothingBehind() throws Exception {
        long before = tensors();
        ModelSpec normed = Tasks.spec("fedavg-cnn-bn", 14, 14, 1, 4);
        TrainingSpec training =
                TrainingSpec.builder().epochs(1).batchSize(BATCH).optimizer(new OptimizerSpec.Sgd(0.01, 0.9))
                        .method(new ClientMethod.Scaffold(3)).local(List.of("bn1")).frozen(List.of("conv1")).build();
        RunPlan plan = Tasks.plan(normed, training);
        FakeMemory memory = new FakeMemory();
        float[] model = Architectures.initial(plan);
        new DjlTrainer(new Watcher()).train(new TrainingTask(plan, 1, model, 1, memory));
        memory.acknowledge();
        new DjlPredictorLoader().load(plan, model, memory).close();
        assertEquals(before, tensors());
    }

    /** Threads that never used the engine record by default. */
    private static <T> T onNewThread(Callable<T> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Tensors alive in the whole JVM. */
    private static long tensors() {
        try (NDManager manager = NativeEngine.newManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }

    private static long residentKib() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            String line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Examples that note, every hundred steps from the end of warming up, what the training holds. */
    private static final class Watcher implements Examples {
        private final Examples examples =
                InMemoryExamples.ofBytes(new byte[SIZE * 14 * 14], new int[SIZE], SPEC.input());
        private final List<Long> tensors = new ArrayList<>();
        private final List<Long> resident = new ArrayList<>();
        private boolean recording;
        private int reads;

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public int label(int index) {
            return index % 4;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            examples.read(index, into, offset);
            recording |= JniUtils.isGradMode();
            int steps = reads / BATCH;
            if (reads++ % BATCH == 0 && steps >= WARM_UP && steps % 100 == 0) {
                tensors.add(tensors());
                resident.add(Files.exists(STATUS) ? residentKib() : 0);
            }
        }
    }
}
