package io.tributary.experiments.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.data.FederatedData;
import io.tributary.experiments.data.LoadProgress;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.djl.DjlTrainer;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final String EXPERIMENT = """
            name: simulated
            model: { architecture: linear }
            data: { source: glyphs, devices: 6, examples: 20, testExamples: 10 }
            train: { rounds: 9, batchSize: 5, optimizer: { sgd: { learningRate: 0.1 } } }
            """;

    @TempDir
    private Path folder;

    private ExperimentConfig config(String... overrides) throws Exception {
        return ExperimentConfig.read(Files.writeString(folder.resolve("simulated.yaml"), EXPERIMENT),
                List.of(overrides));
    }

    private FederatedData data(String... overrides) throws Exception {
        return FederatedData.load(config(overrides), LoadProgress.NONE);
    }

    private RunPlan plan(String... overrides) throws Exception {
        return PlanBuilder.plan(config(overrides), data(overrides).shape());
    }

    /** Devices whose every value changes by the same number, with their index plus one as weight. */
    private static List<LocalTrainer> constant(float... steps) {
        return IntStream.range(0, steps.length).<LocalTrainer>mapToObj(device -> task -> {
            float[] delta = new float[task.plan().layout().updateSize()];
            Arrays.fill(delta, steps[device]);
            return new TrainingOutcome(delta, device + 1, 0);
        }).toList();
    }

    private static float[] moved(RunPlan plan, double by) {
        float[] model = Architectures.initial(plan.spec(), plan.seed());
        for (int i = 0; i < model.length; i++) {
            model[i] += (float) by;
        }
        return model;
    }

    @Test
    void aRoundMovesTheModelByTheWeightedMeanOfWhatArrived() throws Exception {
        RunPlan plan = plan();
        // (1*6 + 2*5 + 3*4 + 4*3 + 5*2 + 6*1) / 21 = 56 / 21
        try (Simulation run = simulate(plan, constant(6, 5, 4, 3, 2, 1), Transit.undisturbed(), 2)) {
            run.play();
            assertArrayEquals(moved(plan, 56 / 21.0), run.model(), 1e-6f);
            assertEquals(1, run.round());
        }
    }

    @Test
    void transitSeesTheUpdatesByDeviceAndDecidesWhatArrives() throws Exception {
        RunPlan plan = plan();
        List<Integer> seen = new ArrayList<>();
        Transit alone = (round, sent) -> {
            sent.forEach(one -> seen.add(10 * round + one.device()));
            return sent.subList(2, 3);
        };
        try (Simulation run = simulate(plan, constant(6, 5, 4, 3, 2, 1), alone, 2)) {
            run.play();
            assertArrayEquals(moved(plan, 4), run.model(), 1e-6f);
        }
        assertEquals(List.of(10, 11, 12, 13, 14, 15), seen);
    }

    @Test
    void aServerOptimizerRemembersTheRoundBefore() throws Exception {
        RunPlan plan = plan("strategy.server={fedavgm: {momentum: 0.5}}");
        try (Simulation run = simulate(plan, constant(1, 1, 1, 1, 1, 1), Transit.undisturbed(), 2)) {
            run.play();
            assertArrayEquals(moved(plan, 1), run.model(), 1e-5f);
            run.play();
            run.play();
            assertArrayEquals(moved(plan, 1 + 1.5 + 1.75), run.model(), 1e-5f);
        }
    }

    @Test
    void aRoundAsksAsManyDevicesAsThePlanSaysAndNotAlwaysTheSame() throws Exception {
        Set<Integer> asked = ConcurrentHashMap.newKeySet();
        Set<Set<Integer>> cohorts = new HashSet<>();
        List<LocalTrainer> trainers = IntStream.range(0, 6).<LocalTrainer>mapToObj(device -> task -> {
            asked.add(device);
            return constant(1, 1, 1, 1, 1, 1).get(device).train(task);
        }).toList();
        try (Simulation run = simulate(plan("train.cohort=2"), trainers, Transit.undisturbed(), 2)) {
            for (int round = 0; round < 9; round++) {
                run.play();
                assertEquals(2, asked.size());
                cohorts.add(Set.copyOf(asked));
                asked.clear();
            }
        }
        assertTrue(cohorts.size() > 1, cohorts.toString());
    }

    @Test
    void i10TheNumberOfThreadsDoesNotChangeTheModel() throws Exception {
        assertArrayEquals(trained(1, "seed=1"), trained(3, "seed=1"));
        assertFalse(Arrays.equals(trained(1, "seed=1"), trained(1, "seed=2")));
    }

    private float[] trained(int threads, String seed) throws Exception {
        List<LocalTrainer> trainers = data(seed).devices().stream().<LocalTrainer>map(DjlTrainer::new).toList();
        try (Simulation run = simulate(plan(seed), trainers, Transit.undisturbed(), threads)) {
            run.play();
            run.play();
            return run.model();
        }
    }

    @Test
    void theCoordinatorsOwnUpdateIsWhatFlTrustComparesWith() throws Exception {
        String[] trusting = {"strategy.rule=flTrust", "data.trusted=10"};
        RunPlan plan = plan(trusting);
        LocalTrainer own = constant(1).getFirst();
        try (Simulation run =
                new Simulation(plan, constant(3, 3, 3, 3, 3, -9), Optional.of(own), Transit.undisturbed(), 2)) {
            run.play();
            // Who points the other way has no weight, all others are as long as the coordinator's.
            assertArrayEquals(moved(plan, 1), run.model(), 1e-5f);
        }
    }

    @Test
    void aDeviceThatCannotTrainEndsTheRound() throws Exception {
        List<LocalTrainer> trainers = new ArrayList<>(constant(1, 1, 1, 1, 1, 1));
        trainers.set(3, _ -> {
            throw new TrainingException("no electricity");
        });
        try (Simulation run = simulate(plan(), trainers, Transit.undisturbed(), 2)) {
            assertEquals("no electricity", assertThrows(TrainingException.class, run::play).getMessage());
        }
    }

    private static Simulation simulate(RunPlan plan, List<LocalTrainer> trainers, Transit transit, int threads)
            throws Exception {
        return new Simulation(plan, trainers, Optional.empty(), transit, threads);
    }
}
