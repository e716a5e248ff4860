package io.tributary.loadtest.experiment;

import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.deployment.Experiment;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether training round after round keeps memory: one device of an experiment trains and the model is measured, many times in this process,
 * whose resident memory is printed ten times. Ends with 1 if the last was more than a tenth above the most of the first half.
 *
 * <p>{@code loadtest/launch io.tributary.loadtest.experiment.TrainingMemory CONFIG ROUNDS}. Linux alone says what is resident.
 */
public final class TrainingMemory {
    private static final int PRINTED = 10;
    private static final double ROOM = 1.1;
    private static final double MEGA = 1e3;

    private TrainingMemory() {}

    /** Takes the config and the number of rounds, at least 10. */
    public static void main(String[] args) throws Exception {
        Experiment experiment = Experiment.prepare(Path.of(args[0]), List.of(), LoadProgress.NONE);
        int rounds = Math.max(PRINTED, Integer.parseInt(args[1]));
        LearningEngine engine = LearningEngine.required();
        LocalTrainer trainer = engine.trainer(experiment.data().devices().get(0));
        Optional<Evaluator> evaluator = engine.evaluator(experiment.plan(), experiment.data().dataset().test());
        float[] model = experiment.start().orElseGet(() -> Architectures.initial(experiment.plan()));
        double most = 0;
        double resident = 0;
        for (int round = 1; round <= rounds; round++) {
            var _ = trainer.train(new TrainingTask(experiment.plan(), 1, model, round));
            if (evaluator.isPresent()) {
                var _ = evaluator.get().evaluate(model);
            }
            if (round % (rounds / PRINTED) == 0) {
                resident = resident();
                System.out.printf(Locale.ROOT, "round %d: %.1f MB resident%n", round, resident);
                most = round <= rounds / 2 ? Math.max(most, resident) : most;
            }
        }
        if (resident > most * ROOM) {
            System.out.println("it grows: that is more than a tenth above the most of the first half");
            System.exit(1);
        }
    }

    /** In MB, as the system says it. */
    private static double resident() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(each -> each.startsWith("VmRSS"))
                .findFirst().orElseThrow(() -> new IOException("/proc/self/status has no VmRSS"));
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / MEGA;
    }
}
