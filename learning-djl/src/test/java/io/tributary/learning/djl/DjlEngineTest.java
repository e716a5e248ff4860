package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class DjlEngineTest {
    private static final ModelSpec SPEC = Tasks.spec("linear", 2, 2, 1, 2);
    private static final TrainingSpec ONE_EPOCH = new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1);

    /** What a class path looks like whose service files name these classes. */
    private static final class Naming extends URLClassLoader {
        private final List<URL> files;

        Naming(List<URL> files) {
            super(new URL[0], DjlEngineTest.class.getClassLoader());
            this.files = files;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("META-INF/services/") ? Collections.enumeration(files) : super.getResources(name);
        }
    }

    private static <T> T with(List<URL> files, Supplier<T> asked) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new Naming(files));
        try {
            return asked.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void itIsFoundOnTheClassPath() {
        assertInstanceOf(DjlEngine.class, LearningEngine.required());
        assertEquals("djl-pytorch", LearningEngine.required().name());
    }

    @Test
    void whatItGivesTrainsMeasuresAndPredicts() throws Exception {
        LearningEngine engine = LearningEngine.required();
        TrainingTask task = Tasks.task(SPEC, ONE_EPOCH, 1);
        ToyExamples examples = new ToyExamples(SPEC, 20, 1);
        TrainingOutcome outcome = engine.trainer(examples).train(task);
        assertEquals(20, outcome.examples());
        assertEquals(20, engine.evaluator(task.plan(), examples).orElseThrow().evaluate(task.model()).examples());
        try (Predictor predictor = engine.predictorLoader().load(task.plan(), task.model(), task.memory())) {
            assertEquals(2, predictor.predict(new float[4]).length);
        }
    }

    @Test
    void withoutOneTheMessageNamesWhatToAdd() {
        String message = assertThrows(IllegalStateException.class, () -> with(List.of(), LearningEngine::required))
                .getMessage();
        assertTrue(message.contains("tributary-learning-djl"), message);
    }

    @Test
    void ofSeveralNoneIsChosenInSilence() throws Exception {
        URL djl = DjlEngine.class.getResource("/META-INF/services/" + LearningEngine.class.getName());
        URL other = DjlEngineTest.class.getResource("/other-engine.services");
        String message =
                assertThrows(IllegalStateException.class, () -> with(List.of(djl, other), LearningEngine::installed))
                        .getMessage();
        assertTrue(message.contains("[djl-pytorch, other]"), message);
    }

    /** Another engine, of no use. */
    public static final class Other implements LearningEngine {
        private final DjlEngine djl = new DjlEngine();

        @Override
        public String name() {
            return "other";
        }

        @Override
        public LocalTrainer trainer(Examples examples) {
            return djl.trainer(examples);
        }

        @Override
        public Optional<Evaluator> evaluator(RunPlan plan,
                Examples examples) {
            return djl.evaluator(plan, examples);
        }

        @Override
        public PredictorLoader predictorLoader() {
            return djl.predictorLoader();
        }
    }
}
