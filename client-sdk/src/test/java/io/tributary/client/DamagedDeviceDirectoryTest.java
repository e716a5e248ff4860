package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.Killed;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.message.DeviceMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of a device's directory damaged in every way, after a kill in the middle of an upload and while it trains: it refuses by name,
 * or it goes on, never from another model, never with a state that it did not keep, and what it lacks because of the damage it says.
 */
class DamagedDeviceDirectoryTest {
    private static final List<String> DAMAGES = List.of("deleted", "emptied", "cut", "flipped", "swapped", "older");
    private static final int ROUNDS = 3;
    @TempDir
    private static Path folder;
    private static List<String> files = List.of();

    /** Names of what a device has after a kill; those that are drawn stand for their kind. */
    @BeforeAll
    static void look() throws Exception {
        try (Device device = new Device("look")) {
            device.killInUpload(() -> {});
            files = device.files().stream().map(DamagedDeviceDirectoryTest::kind).distinct().sorted().toList();
        }
    }

    @AfterAll
    static void everyFileWasThere() {
        assertTrue(files.containsAll(List.of("identity.key", "certificate.json", "journal.key", "state.key",
                "session.json", "journal/update", "journal/*.sealed", "models/digits/version.json",
                "models/digits/*.plan.json", "models/digits/*.chunks", "state/*/current", "state/*/staged",
                "state/*/*")), files::toString);
    }

    static Stream<Arguments> cases() {
        return Stream.of("killed", "training").flatMap(when -> files.stream()
                .filter(file -> !file.equals("lock"))
                .flatMap(file -> DAMAGES.stream().map(damage -> Arguments.of(when, file, damage))));
    }

    private static String kind(String file) {
        return file.replace(World.RUN, "*").replaceAll("[0-9a-f]{64}", "*")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A device and its coordinator, through three rounds. */
    private static final class Device implements AutoCloseable {
        private final Path directory;
        private final Path old;
        private final Trial trial = new Trial();
        private final List<TrainingTask> tasks = new ArrayList<>();
        private final List<Float> found = new ArrayList<>();
        private Runnable inTraining = () -> {};

        Device(String name) throws Exception {
            directory = Files.createDirectories(folder.resolve(name));
            old = folder.resolve(name + ".old");
            trial.world.publish(World.vector(1));
        }

        List<String> files() throws IOException {
            try (Stream<Path> tree = Files.walk(directory)) {
                return tree.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
            }
        }

        private ClientBuilder builder() {
            return trial.client(directory).clock(trial.time).pause(trial.time).trainer(trainer());
        }

        private LocalTrainer trainer() {
            return task -> {
                tasks.add(task);
                try {
                    if (task.round() == 2 && Files.notExists(old)) {
                        copy(directory, old);
                    }
                    found.add(task.memory().read("control").map(values -> values[0]).orElse(-1f));
                    task.memory().stage("control", new float[] {task.round()});
                } catch (IOException failed) {
                    throw new TrainingException("memory", failed);
                }
                if (task.round() == 2) {
                    inTraining.run();
                }
                return new TrainingOutcome(Trial.delta(), 32, 0.5);
            };
        }

        void run() throws Exception {
            try (FederatedClient client = builder().build()) {
                client.run();
            }
        }

        void killInUpload(Runnable meanwhile) throws Exception {
            inTraining = () -> {
                trial.coordinator.cutUploadAfter(100_000);
                meanwhile.run();
            };
            trial.coordinator.offer(1, 0, trial.deadline());
            trial.coordinator.offer(2, 1, trial.deadline());
            try (FederatedClient client = builder().pause(time -> {
                throw new Killed();
            }).build()) {
                assertThrows(IllegalStateException.class, client::run);
            }
            inTraining = () -> {};
        }

        /** @return false if there is nothing to damage it with */
        boolean damage(String kind, String damage) throws IOException {
            List<Path> places =
                    files().stream().filter(file -> kind(file).equals(kind)).map(directory::resolve).toList();
            boolean done = false;
            for (Path place : places) {
                done |= damage(place, damage);
            }
            return done;
        }

        private boolean damage(Path place, String damage) throws IOException {
            byte[] bytes = Files.readAllBytes(place);
            switch (damage) {
                case "deleted" -> Files.delete(place);
                case "emptied" -> Files.write(place, new byte[0]);
                case "cut" -> Files.write(place, Arrays.copyOf(bytes, bytes.length / 2));
                case "flipped" -> {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(place, bytes);
                }
                default -> {
                    Optional<Path> instead = instead(kind(directory.relativize(place).toString()),
                            damage.equals("older") ? old : folder.resolve("look"));
                    if (instead.isEmpty()) {
                        return false;
                    }
                    Files.write(place, Files.readAllBytes(instead.get()));
                }
            }
            return true;
        }

        private static Optional<Path> instead(String kind, Path image) throws IOException {
            try (Stream<Path> tree = Files.walk(image)) {
                return tree.filter(Files::isRegularFile)
                        .filter(file -> kind(image.relativize(file).toString()).equals(kind)).findFirst();
            }
        }

        /** What was trained and sent is right, and what was lost by the damage was said. */
        void requireRight(String damage) {
            for (int at = 0; at < tasks.size(); at++) {
                int version = tasks.get(at).round() == 1 ? 0 : 1;
                assertArrayEquals(World.vector(version), tasks.get(at).model(), "round " + tasks.get(at).round());
                boolean kept = found.get(at) < tasks.get(at).round();
                assertTrue(kept, () -> "a state of the future: " + found);
                boolean lost = tasks.get(at).round() > 1 && found.get(at) < 0;
                assertFalse(lost && !damage.equals("deleted") && trial.events.failures().isEmpty(),
                        "its state was lost without a word");
            }
            Set<Integer> rounds = new HashSet<>();
            for (DeviceMessage.Report report : trial.coordinator.messages(DeviceMessage.Report.class)) {
                assertArrayEquals(Trial.delta(), trial.world.open(report,
                        trial.coordinator.uploads().get(World.content(report).uploadId())));
                rounds.add(World.content(report).round());
            }
            assertTrue(rounds.contains(ROUNDS), () -> "the last round was not reported: " + trial.events.failures());
        }

        @Override
        public void close() {
            trial.close();
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cases")
    void aDamagedFileIsNamedOrTheDeviceGoesOnWithWhatIsRight(String when, String file, String damage) throws Exception {
        try (Device device = new Device(when + "-" + Integer.toHexString((file + damage).hashCode()))) {
            boolean[] done = new boolean[1];
            device.killInUpload(() -> {
                if (when.equals("training")) {
                    done[0] = damaged(device, file, damage);
                }
            });
            if (when.equals("killed")) {
                done[0] = damaged(device, file, damage);
            }
            if (!done[0]) {
                return; // not there then, or nothing to damage it with
            }
            device.trial.coordinator.offer(ROUNDS, 1, device.trial.deadline());
            try {
                device.run();
            } catch (IOException refused) {
                assertTrue(refused.getMessage().contains(device.directory.toString())
                        && refused.getMessage().contains(file) && refused.getMessage().contains("restore"),
                        refused.getMessage());
                return;
            }
            device.requireRight(damage);
        }
    }

    private static boolean damaged(Device device, String file, String damage) {
        try {
            return device.damage(file, damage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "emptied", "cut", "flipped", "swapped"})
    void anotherIdentityThanThatOfTheCertificateIsRefused(String damage) throws Exception {
        try (Device device = new Device("identity-" + damage)) {
            device.killInUpload(() -> {});
            assertTrue(device.damage("identity.key", damage));
            String said = assertThrows(IOException.class, device::run).getMessage();
            assertTrue(said.startsWith(device.directory.resolve("identity.key").toString())
                    && said.contains("restore"), said);
        }
    }

    @Test
    void withoutDamageItGoesOnWithItsUpdateAndItsState() throws Exception {
        try (Device device = new Device("whole")) {
            device.killInUpload(() -> {});
            device.trial.coordinator.offer(ROUNDS, 1, device.trial.deadline());
            device.run();
            device.requireRight("none");
            assertEquals(List.of(-1f, 1f, 2f), device.found);
        }
    }
}
