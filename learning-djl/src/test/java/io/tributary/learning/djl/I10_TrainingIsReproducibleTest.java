package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I10: the same task on the same data gives the same bits, alone or beside others, in one process or several. */
final class I10_TrainingIsReproducibleTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sameSeedGivesTheSameBits(int threads) throws Exception {
        assertEquals(Probe.hashOfTraining(3, threads), Probe.hashOfTraining(3, threads));
    }

    @Test
    void otherSeedGivesOtherBits() throws Exception {
        assertNotEquals(Probe.hashOfTraining(3, 1), Probe.hashOfTraining(4, 1));
    }

    /** Guards the use of the engine's internals: a gradient that crossed over to another thread would show here. */
    @ParameterizedTest
    @CsvSource({"8, 1", "2, 2"})
    void modelsTrainedAtOnceAreBitIdenticalToModelsTrainedOneByOne(int models, int threads) throws Exception {
        List<String> alone = new ArrayList<>();
        for (int seed = 0; seed < models; seed++) {
            alone.add(Probe.hashOfTraining(seed, threads));
        }
        assertEquals(models, new HashSet<>(alone).size());
        assertEquals(alone, trainedAtOnce(models, threads));
    }

    @Test
    void anotherProcessGetsTheSameBits() throws Exception {
        assertEquals(Probe.hashOfTraining(1, 1), ChildJvm.run(entry -> true));
    }

    @Test
    void fallbackUnderOneLockGetsTheSameBits() throws Exception {
        assertEquals(Probe.hashOfTraining(1, 1), ChildJvm.run(entry -> true, "-Dtributary.learning.serial=true"));
    }

    static List<TrainingSpec> methods() {
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.05, 0.9);
        return List.of(Tasks.training(2, 8, sgd, new ClientMethod.FedProx(0.1)),
                Tasks.training(2, 8, sgd, new ClientMethod.Scaffold(5)),
                Tasks.training(2, 8, sgd, new ClientMethod.FedNova()),
                Tasks.training(2, 8, sgd, new ClientMethod.FedDyn(0.1, 5)),
                Tasks.training(2, 8, sgd, List.of("dense2"), List.of("conv1")));
    }

    /** Two rounds, the second with what the first one kept. */
    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodGivesTheSameBitsTwice(TrainingSpec training) throws Exception {
        assertArrayEquals(twoRounds(training), twoRounds(training));
    }

    private static float[] twoRounds(TrainingSpec training) throws Exception {
        RunPlan plan = Tasks.plan(Probe.SPEC, training);
        DjlTrainer trainer = new DjlTrainer(new ToyExamples(Probe.SPEC, 20, 3));
        FakeMemory memory = new FakeMemory();
        float[] model = Architectures.initial(plan);
        float[] delta = trainer.train(new TrainingTask(plan, 1, model, 8, memory)).delta();
        memory.acknowledge();
        for (int i = 0; i < delta.length; i++) {
            model[i] += delta[i];
        }
        return trainer.train(new TrainingTask(plan, 2, model, 9, memory)).delta();
    }

    private static List<String> trainedAtOnce(int models, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(models);
        try {
            List<Callable<String>> trainings = new ArrayList<>();
            for (int seed = 0; seed < models; seed++) {
                long own = seed;
                trainings.add(() -> Probe.hashOfTraining(own, threads));
            }
            List<String> hashes = new ArrayList<>();
            for (Future<String> training : pool.invokeAll(trainings)) {
                hashes.add(training.get());
            }
            return hashes;
        } finally {
            pool.shutdownNow();
        }
    }
}
