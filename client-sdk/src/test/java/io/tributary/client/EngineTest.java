package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.World;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.Evaluator;
import io.tributary.learning.Examples;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that is given no trainer and no predictor loader has them of the engine on the class path. */
final class EngineTest extends TrialTest {
    private static final Examples EXAMPLES =
            InMemoryExamples.ofFloats(new float[] {1, 0, 0, 1}, new int[] {0, 1}, List.of(2));
    private static final DataSignature DATA = DataSignature.of(List.of("0", "1"), new InputMeaning.Untold());
    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    /** Adds a quarter to every value, and predicts certainties. */
    public static final class FakeEngine implements LearningEngine {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public LocalTrainer trainer(Examples examples) {
            assertSame(EXAMPLES, examples);
            float[] delta = new float[World.VALUES];
            java.util.Arrays.fill(delta, 0.25f);
            return task -> new TrainingOutcome(delta, examples.size(), 0.5);
        }

        @Override
        public Optional<Evaluator> evaluator(RunPlan plan, Examples examples) {
            return Optional.empty();
        }

        @Override
        public PredictorLoader predictorLoader() {
            return (plan, model, memory) -> new Predictor() {
                @Override
                public float[] predict(float[] input) {
                    return new float[] {0, 1};
                }

                @Override
                public void close() {}
            };
        }
    }

    /** A class path that has these providers of engines and no others. */
    private void providers(List<String> names) throws IOException {
        Path file = Files.write(Files.createTempFile(directory, "providers", ""), names);
        Thread.currentThread().setContextClassLoader(new ClassLoader(usual) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + LearningEngine.class.getName())
                        ? Collections.enumeration(List.of(file.toUri().toURL()))
                        : super.getResources(name);
            }
        });
    }

    @AfterEach
    void forgetProviders() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    private ClientBuilder without() {
        return FederatedClient.builder().coordinator(trial.coordinator.address()).device("device-7")
                .ownerKey(trial.world.owner.publicKey()).coordinatorKey(trial.world.registrar.publicKey())
                .directory(directory.resolve("device")).clock(trial.time).pause(trial.time).endsWithRuns();
    }

    @Test
    void trainsAndPredictsWithTheEngineThatIsFound() throws Exception {
        providers(List.of(FakeEngine.class.getName()));
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = without().examples(EXAMPLES, DATA).build()) {
            client.run();
            assertEquals(1, trial.coordinator.uploads().size());
            assertArrayEquals(new float[] {0, 1}, client.model().orElseThrow().predict(new float[4]));
        }
    }

    @Test
    void saysWhatToAddWhenThereIsNoEngineToTrain() throws Exception {
        providers(List.of());
        ClientBuilder builder = without().examples(EXAMPLES, DATA);
        String message = assertThrows(IllegalStateException.class, () -> builder.build().close()).getMessage();
        assertTrue(message.contains("io.tributary:tributary-learning-djl"), message);
    }

    @Test
    void saysWhatToAddWhenThereIsNoEngineToPredict() throws Exception {
        providers(List.of());
        try (FederatedClient client = without().trainer(trial.trainer()).build()) {
            client.run();
            EdgeModel model = client.model().orElseThrow();
            String message = assertThrows(IllegalStateException.class, () -> model.predict(new float[4])).getMessage();
            assertTrue(message.contains("io.tributary:tributary-learning-djl"), message);
            assertTrue(message.contains("predictorLoader"), message);
            assertArrayEquals(World.vector(0), model.parameters());
        }
    }
}
