package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.Fault;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is as large as the model is let go of as soon as nothing more is made of it. */
final class HeldMemoryTest extends TrialTest {
    private final List<WeakReference<float[]>> large = new CopyOnWriteArrayList<>();

    private TrainingOutcome train(TrainingTask task) {
        float[] delta = new float[task.plan().layout().updateSize()];
        Arrays.fill(delta, 0.25f);
        large.add(new WeakReference<>(task.model()));
        large.add(new WeakReference<>(delta));
        return new TrainingOutcome(delta, 32, 0.5);
    }

    @Test
    void anUploadHoldsNeitherTheModelNorTheUpdate() throws Exception {
        List<Boolean> held = new CopyOnWriteArrayList<>();
        trial.coordinator.fail("PUT", request -> {
            System.gc();
            large.forEach(array -> held.add(array.get() != null));
            Fault.refuse(Reason.UNAVAILABLE).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().trainer(this::train).build()) {
            client.run();
        }
        assertEquals(List.of(false, false), held);
    }
}
