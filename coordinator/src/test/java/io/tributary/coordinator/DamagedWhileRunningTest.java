package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of a coordinator's directory damaged while it runs, in the middle of a round in which one update was acknowledged, and played
 * to the end: the run ends, or the coordinator stops answering for it and its next start names the file, or goes on to the end. No version
 * is ever another one than what devices sent comes to.
 */
class DamagedWhileRunningTest {
    private static final List<String> FILES = List.of("coordinator.key", "HEAD", "coordinator.db", "coordinator.db-wal",
            "member", "admin.token", "keys", "objects/updates", "objects/models");
    private static final Duration SOON = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final float DELTA = 0.25f;
    @TempDir
    private static Path folder;

    /** Another coordinator in the middle of a round of its own, to take files from. */
    @BeforeAll
    static void another() throws Exception {
        try (Play other = new Play(folder.resolve("other"))) {
            other.halfARound();
        }
    }

    static Stream<Arguments> cases() {
        return FILES.stream().flatMap(file -> Stream.of("deleted", "emptied", "flipped", "swapped")
                .flatMap(damage -> Stream.of(Arguments.of(file, damage, PATIENCE), Arguments.of(file, damage, SOON))));
    }

    /** A coordinator, two devices and a run of two rounds. */
    private static final class Play implements AutoCloseable {
        private final TestCoordinator coordinator;
        private final List<TestDevice> devices = new ArrayList<>();
        private final List<Thread> players = new ArrayList<>();
        private final String run;

        Play(Path directory) throws Exception {
            this.coordinator = TestCoordinator.in(directory);
            devices.add(TestDevice.enrolled(coordinator, "d0"));
            devices.add(TestDevice.enrolled(coordinator, "d1"));
            this.run = coordinator.startRun(Plans.closeAll(2, 2));
        }

        void halfARound() throws Exception {
            Thread other = Thread.startVirtualThread(() -> quietly(() -> devices.get(1).awaitOffer()));
            RoundOffer offer = devices.get(0).awaitOffer();
            other.join();
            TestDevice.Sealed update = devices.get(0).seal(offer, DELTA);
            TestCoordinator.expect(204, devices.get(0).upload(offer, update));
            devices.get(0).say(devices.get(0).report(offer, update, 1));
        }

        private interface Step {
            void take() throws Exception;
        }

        private static void quietly(Step step) {
            try {
                step.take();
            } catch (Exception | AssertionError told) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // as a device that was told no, it tries again later
            }
        }

        /** Devices take part in whatever they are asked, for as long as the test lasts. */
        void takePart() {
            for (TestDevice device : devices) {
                players.add(Thread.startVirtualThread(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        quietly(() -> device.takePart(DELTA, 1));
                    }
                }));
            }
        }

        Optional<RunView> view() {
            try {
                return Optional.of(coordinator.view(run));
            } catch (Exception | AssertionError told) {
                return Optional.empty();
            }
        }

        /** How the run ended; empty if it did not, or nobody can say. */
        Optional<RunView> end(Duration patience) {
            long until = System.nanoTime() + patience.toNanos();
            Optional<RunView> seen = view();
            while (seen.filter(view -> view.status() != RunView.Status.ACTIVE).isEmpty()
                    && System.nanoTime() < until) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                seen = view();
            }
            return seen.filter(view -> view.status() != RunView.Status.ACTIVE);
        }

        void startAgain() throws Exception {
            players.forEach(Thread::interrupt);
            coordinator.restart();
            for (TestDevice device : devices) {
                device.openSession();
            }
            takePart();
        }

        @Override
        public void close() {
            players.forEach(Thread::interrupt);
            coordinator.close();
        }
    }

    private static List<Path> files(Path directory, String below) throws IOException {
        Path place = directory.resolve(below);
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> tree = Files.walk(place)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void damage(Path directory, String below, String damage) throws IOException {
        List<Path> others =
                files(folder.resolve("other"), below.equals("coordinator.db-wal") ? "coordinator.db" : below);
        for (Path place : files(directory, below)) {
            byte[] bytes = Files.readAllBytes(place);
            switch (damage) {
                case "deleted" -> Files.delete(place);
                case "emptied" -> Files.write(place, new byte[0]);
                case "flipped" -> {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(place, bytes);
                }
                default -> Files.write(place, Files.readAllBytes(others.getFirst()));
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0} {1}, started again after {2}")
    @MethodSource("cases")
    void theRunEndsOrTheNextStartNamesTheFile(String file, String damage, Duration again) throws Exception {
        Path directory = folder.resolve(file.replace('/', '-') + "-" + damage + again);
        try (Play play = new Play(directory)) {
            play.halfARound();
            damage(directory, file, damage);
            play.takePart();
            Optional<RunView> end = play.end(again);
            if (end.isEmpty()) {
                try {
                    play.startAgain();
                } catch (UncheckedIOException | StoreException refused) {
                    assertTrue(String.valueOf(refused.getMessage()).contains(directory.toString()), refused::toString);
                    return;
                }
                end = play.end(PATIENCE);
            }
            requireTrue(end.orElseThrow(() -> new AssertionError("the run does not end: " + play.view())));
        }
    }

    private static void requireTrue(RunView view) {
        assertTrue(view.status() == RunView.Status.FINISHED || view.failure() != null, view::toString);
        int versions = 0;
        for (RoundView round : view.history()) {
            if (round.model().version() > versions) {
                versions++;
                assertEquals(versions * DELTA, round.evaluation().accuracy(), 1e-6, view::toString);
            }
        }
    }
}
