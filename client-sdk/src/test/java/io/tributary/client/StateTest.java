package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Killed;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.Predictor;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a device keeps of a run changes when an update is acknowledged, and only then. */
final class StateTest extends TrialTest {
    private final List<Float> found = new CopyOnWriteArrayList<>();

    /** Notes what the last round kept, -1 for nothing, and stages this round's number. */
    private LocalTrainer noting() {
        return task -> {
            found.add(read(task));
            stage(task, "control");
            return new TrainingOutcome(Trial.delta(), 32, 0.5);
        };
    }

    private static float read(TrainingTask task) throws TrainingException {
        try {
            return task.memory().read("control").map(values -> values[0]).orElse(-1f);
        } catch (IOException failed) {
            throw new TrainingException("memory", failed);
        }
    }

    private static void stage(TrainingTask task, String name) throws TrainingException {
        try {
            task.memory().stage(name, new float[] {task.round()});
        } catch (IOException failed) {
            throw new TrainingException("memory", failed);
        }
    }

    private void run(LocalTrainer trainer) throws Exception {
        try (FederatedClient client = builder().trainer(trainer).build()) {
            client.run();
        }
    }

    private Path state() {
        return directory.resolve("state").resolve(World.RUN);
    }

    @Test
    void whatAnAcknowledgedRoundStagedIsReadByTheNext() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        run(noting());
        assertEquals(List.of(-1f, 1f), found);
    }

    @Test
    void whatARefusedRoundStagedIsForgotten() throws Exception {
        trial.coordinator.fail("PUT", Fault.refuse(Reason.BAD_SEAL));
        for (int round = 1; round <= 3; round++) {
            trial.coordinator.offer(round, 0, trial.deadline());
        }
        run(noting());
        assertEquals(List.of(-1f, -1f, 2f), found);
    }

    @Test
    void whatATrainerStagedBeforeItFailedIsForgotten() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        LocalTrainer failing = task -> {
            TrainingOutcome outcome = noting().train(task);
            if (task.round() == 1) {
                throw new TrainingException("no more");
            }
            return outcome;
        };
        run(failing);
        assertEquals(List.of(-1f, -1f), found);
    }

    /** The update was sealed and so is resumed, not trained again: the state that belongs to it waits for its receipt. */
    @Test
    void aDeviceKilledInItsUploadKeepsWhatBelongsToIt() throws Exception {
        trial.coordinator.cutUploadAfter(100_000);
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().trainer(noting()).pause(time -> {
            throw new Killed();
        }).build()) {
            assertThrows(IllegalStateException.class, client::run);
        }
        trial.coordinator.offer(2, 0, trial.deadline());
        run(noting());
        assertEquals(List.of(-1f, 1f), found);
    }

    @Test
    void alteredStateReadsAsAbsentAndIsAnnounced() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        LocalTrainer altering = task -> {
            if (task.round() == 2) {
                alter(state().resolve("current"));
            }
            return noting().train(task);
        };
        run(altering);
        assertEquals(List.of(-1f, -1f), found);
        assertEquals(List.of(Reason.BAD_SEAL), trial.events.reasons());
    }

    private static void alter(Path file) throws TrainingException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new TrainingException("test", failed);
        }
    }

    @Test
    void whatWasKeptForRoundsGoesWithTheRunAndLayersOfTheModelServedStay() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        List<DeviceMemory> memories = new CopyOnWriteArrayList<>();
        run(task -> {
            stage(task, DeviceMemory.LOCAL);
            memories.add(task.memory());
            return noting().train(task);
        });
        assertTrue(memories.get(0).read("control").isEmpty());
        assertArrayEquals(new float[] {1}, memories.get(0).read(DeviceMemory.LOCAL).orElseThrow());
    }

    @Test
    void predictorsAreLoadedWithWhatTheDeviceKeptOfTheModelsRun() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        List<Float> loaded = new CopyOnWriteArrayList<>();
        ClientBuilder predicting = builder().trainer(task -> {
            stage(task, DeviceMemory.LOCAL);
            return new TrainingOutcome(Trial.delta(), 32, 0.5);
        }).predictorLoader((plan, model, memory) -> {
            loaded.add(memory.read(DeviceMemory.LOCAL).orElseThrow()[0]);
            return new Constant();
        });
        try (FederatedClient client = predicting.build()) {
            client.run();
            client.model().orElseThrow().predict(new float[4]);
        }
        assertEquals(List.of(1f), loaded);
    }

    private static final class Constant implements Predictor {
        @Override
        public float[] predict(float[] input) {
            return new float[] {1};
        }

        @Override
        public void close() {}
    }

    @Test
    void aRunThatLeavesNothingToServeWithLeavesNothing() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        run(noting());
        assertFalse(Files.exists(state()));
    }
}
