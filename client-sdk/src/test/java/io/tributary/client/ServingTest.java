package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prediction in the process of the device, while newer versions come in. */
@Timeout(60)
final class ServingTest extends TrialTest {
    private static final float[] INPUT = {0, 0, 0, 0};
    private final List<FakePredictor> loaded = new CopyOnWriteArrayList<>();

    /** Answers with the last value of its model, which tells its version, as long as it is open. */
    private static final class FakePredictor implements Predictor {
        private final float last;
        private final AtomicBoolean closed = new AtomicBoolean();

        FakePredictor(float[] model) {
            last = model[model.length - 1];
        }

        @Override
        public float[] predict(float[] input) {
            assertFalse(closed.get(), "a closed predictor was asked");
            return new float[] {last};
        }

        @Override
        public void close() {
            assertFalse(closed.getAndSet(true), "closed twice");
        }
    }

    private PredictorLoader loader() {
        return (plan, model, memory) -> {
            assertEquals(trial.world.plan(), plan);
            FakePredictor predictor = new FakePredictor(model);
            loaded.add(predictor);
            return predictor;
        };
    }

    private ClientBuilder predicting() {
        return builder().predictorLoader(loader());
    }

    @Test
    void aModelIsLoadedByItsFirstPredictionAndOnceOnly() throws Exception {
        try (FederatedClient client = predicting().build()) {
            assertEquals(Optional.empty(), client.model());
            client.run();
            assertEquals(0, loaded.size());
            EdgeModel model = client.model().orElseThrow();
            assertArrayEquals(new float[] {0.5f}, model.predict(INPUT));
            assertArrayEquals(new float[] {0.5f}, model.predict(INPUT));
            assertEquals(1, loaded.size());
        }
        assertTrue(loaded.get(0).closed.get(), "closed with the client");
    }

    @Test
    void aModelTellsWhatItIs() throws Exception {
        try (FederatedClient client = predicting().build()) {
            client.run();
            EdgeModel model = client.model(World.MODEL).orElseThrow();
            assertEquals(World.MODEL, model.name());
            assertEquals(0, model.version());
            assertEquals(trial.world.content(0).sha256(), model.sha256());
            assertEquals(trial.world.plan().spec(), model.spec());
            assertEquals(Optional.empty(), client.model("letters"));
        }
    }

    @Test
    void theOldPredictorIsClosedWhenItsLastCallHasEnded() throws Exception {
        CountDownLatch predicting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        PredictorLoader slow = (plan, model, memory) -> new Predictor() {
            @Override
            public float[] predict(float[] input) {
                predicting.countDown();
                await(goOn);
                order.add("answered");
                return new float[] {1};
            }

            @Override
            public void close() {
                order.add("closed");
            }
        };
        ExecutorService caller = Executors.newSingleThreadExecutor();
        trial.coordinator.offer(1, 0, trial.deadline());
        List<Future<float[]>> answers = new ArrayList<>();
        try (FederatedClient client = builder().predictorLoader(slow)
                .trainer(task -> {
                    answers.add(caller.submit(() -> trial(task.model())));
                    return new TrainingOutcome(Trial.delta(), 1, 0);
                }).build()) {
            self = client;
            trial.world.publish(World.vector(1));
            client.start();
            await(predicting);
            awaitVersion(client, 1);
            assertEquals(List.of(), order, "still in use");
            goOn.countDown();
            answers.get(0).get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of("answered", "closed"), order);
        caller.shutdown();
    }

    private volatile FederatedClient self;

    private float[] trial(float[] model) {
        assertEquals(World.VALUES, model.length);
        return self.model().orElseThrow().predict(INPUT);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void awaitVersion(FederatedClient client, int version) {
        while (client.model().orElseThrow().version() < version) {
            Thread.onSpinWait();
        }
    }

    @Test
    void callsDuringSwapsAreEachAnsweredByOneOpenVersion() throws Exception {
        for (int version = 1; version <= 4; version++) {
            trial.coordinator.offer(version, version - 1, trial.deadline());
            trial.world.publish(World.vector(version));
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try (FederatedClient client = predicting().build()) {
            Future<Float> first = callers.submit(() -> predictUntil(client, done));
            Future<Float> second = callers.submit(() -> readUntil(client, done));
            client.run();
            done.set(true);
            assertTrue(first.get(30, TimeUnit.SECONDS) <= 4.5f);
            assertTrue(second.get(30, TimeUnit.SECONDS) <= 4.5f);
            assertArrayEquals(new float[] {4.5f}, client.model().orElseThrow().predict(INPUT));
        } finally {
            callers.shutdown();
        }
        assertTrue(loaded.stream().allMatch(predictor -> predictor.closed.get()), "every predictor was closed");
    }

    /** Versions never go back; returns the last. */
    private static float predictUntil(FederatedClient client, AtomicBoolean done) {
        float last = 0;
        while (!done.get()) {
            if (client.model().isPresent()) {
                float next = client.model().get().predict(INPUT)[0];
                assertTrue(next >= last, next + " after " + last);
                last = next;
            }
        }
        return last;
    }

    private static float readUntil(FederatedClient client, AtomicBoolean done) {
        float last = 0;
        while (!done.get()) {
            if (client.model().isPresent()) {
                float[] parameters = client.model().get().parameters();
                last = parameters[parameters.length - 1];
            }
        }
        return last;
    }
}
