package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device in a JVM of its own that is killed (SIGKILL) in the middle of its upload. */
@Timeout(120)
final class KilledDeviceTest extends TrialTest {
    private static final String STAGED = "staged";

    /** The device to be killed. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] arguments) throws Exception {
            try (FederatedClient client = FederatedClient.builder().coordinator(URI.create(arguments[0]))
                    .device(Trial.DEVICE).ownerKey(key(arguments[1])).coordinatorKey(key(arguments[2]))
                    .directory(Path.of(arguments[3])).trainer(task -> train(task, Boolean.parseBoolean(arguments[4])))
                    .endsWithRuns().build()) {
                client.run();
            }
        }

        /** Stages, says so, and if it is to be killed in training, waits for that. */
        @SuppressWarnings("SystemOut")
        private static TrainingOutcome train(TrainingTask task, boolean dies)
                throws TrainingException, InterruptedException {
            try {
                task.memory().stage("control", new float[] {task.round()});
            } catch (IOException failed) {
                throw new TrainingException("memory", failed);
            }
            System.out.println(STAGED);
            if (dies) {
                new CountDownLatch(1).await();
            }
            return new TrainingOutcome(Trial.delta(), 32, 0.5);
        }

        private static VerifyingKey key(String base64) throws Exception {
            return VerifyingKey.of(Base64.getDecoder().decode(base64));
        }
    }

    private Process launch(boolean diesInTraining) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("--sun-misc")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Doomed.class.getName(),
                trial.coordinator.address().toString(), base64(trial.world.owner.publicKey()),
                base64(trial.world.registrar.publicKey()), directory.toString(), String.valueOf(diesInTraining)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return diesInTraining ? builder.start()
                : builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String base64(VerifyingKey key) {
        return Base64.getEncoder().encodeToString(key.raw());
    }

    @Test
    void goesOnWithTheSameUpdateWithoutTraining() throws Exception {
        CountDownLatch uploading = new CountDownLatch(1);
        trial.coordinator.fail("PUT", request -> uploading.countDown());
        trial.coordinator.offer(1, 0, Instant.now().plusSeconds(3600).toEpochMilli());
        Process device = launch(false);
        try {
            assertTrue(uploading.await(60, TimeUnit.SECONDS), "the device does not upload");
        } finally {
            device.destroyForcibly();
            assertTrue(device.waitFor(30, TimeUnit.SECONDS));
        }
        try (FederatedClient next = trial.client(directory).trainer(task -> {
            throw new AssertionError("what is sealed is not trained again");
        }).build()) {
            next.run();
        }
        List<DeviceMessage.Report> reports = trial.coordinator.messages(DeviceMessage.Report.class);
        assertEquals(1, reports.size());
        assertEquals(World.RUN, World.content(reports.get(0)).run());
        assertArrayEquals(Trial.delta(), trial.world.open(reports.get(0),
                trial.coordinator.uploads().get(World.content(reports.get(0)).uploadId())));
        List<String> puts = trial.coordinator.calls("PUT");
        assertEquals(puts.get(0), puts.get(1), "the same upload id");
    }

    private static void kill(Process device) throws InterruptedException {
        device.destroyForcibly();
        assertTrue(device.waitFor(30, TimeUnit.SECONDS));
    }

    /** What a device that lives on finds of the round in which it was killed. */
    private float[] foundAfterwards(int round) throws Exception {
        List<float[]> found = new ArrayList<>();
        trial.coordinator.offer(round, 0, Instant.now().plusSeconds(3600).toEpochMilli());
        try (FederatedClient next = trial.client(directory).trainer(task -> {
            try {
                found.add(task.memory().read("control").orElse(new float[0]));
            } catch (IOException failed) {
                throw new TrainingException("memory", failed);
            }
            return new TrainingOutcome(Trial.delta(), 32, 0.5);
        }).build()) {
            next.run();
        }
        assertEquals(1, found.size());
        return found.get(0);
    }

    @Test
    void killedInItsUploadItKeepsTheStateThatBelongsToTheUpdate() throws Exception {
        CountDownLatch uploading = new CountDownLatch(1);
        trial.coordinator.fail("PUT", request -> uploading.countDown());
        trial.coordinator.offer(1, 0, Instant.now().plusSeconds(3600).toEpochMilli());
        Process device = launch(false);
        try {
            assertTrue(uploading.await(60, TimeUnit.SECONDS), "the device does not upload");
        } finally {
            kill(device);
        }
        assertArrayEquals(new float[] {1}, foundAfterwards(2));
    }

    @Test
    void killedInItsTrainingItForgetsWhatItStaged() throws Exception {
        trial.coordinator.offer(1, 0, Instant.now().plusSeconds(3600).toEpochMilli());
        Process device = launch(true);
        try (BufferedReader said = device.inputReader(StandardCharsets.UTF_8)) {
            assertTrue(said.lines().anyMatch(STAGED::equals), "the device does not train");
        } finally {
            kill(device);
        }
        assertArrayEquals(new float[0], foundAfterwards(1));
    }
}
