package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Evaluation;
import io.tributary.learning.Tasks;
import io.tributary.learning.ToyExamples;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.TrainingSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DjlTrainerTest {
    private static final TrainingSpec ADAM =
            new TrainingSpec(4, 10, new OptimizerSpec.Adam(0.003, 0.9, 0.999, 1e-8), 1);

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "fedavg-cnn", "linear", "mlp"})
    void trainingLowersTheLossAndSeparatesATask(String architecture) throws Exception {
        ModelSpec spec = Tasks.spec(architecture, 14, 12, 2, 3);
        TrainingTask task = Tasks.task(spec, ADAM, 1);
        TrainingOutcome outcome = new DjlTrainer(new ToyExamples(spec, 123, 1)).train(task);

        DjlEvaluator evaluator = new DjlEvaluator(spec, new ToyExamples(spec, 60, 1000));
        Evaluation before = evaluator.evaluate(task.model());
        Evaluation after = evaluator.evaluate(sum(task.model(), outcome.delta()));
        assertEquals(123, outcome.examples());
        assertTrue(after.loss() < before.loss() / 2, before + " -> " + after);
        assertTrue(after.accuracy() >= 0.95, after.toString());
    }

    static float[] sum(float[] model, float[] delta) {
        float[] sum = new float[model.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = model[i] + delta[i];
        }
        return sum;
    }
}
