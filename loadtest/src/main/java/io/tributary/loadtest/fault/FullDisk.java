package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Scenario "disk": the coordinator's state is on a small tmpfs that is filled to the last byte in the middle of a run, and freed after
 * 20 s. Nothing may be acknowledged that is not there afterwards, {@code /readyz} must say so within 5 s, and the run must go on by
 * itself. Needs the right to mount.
 */
final class FullDisk {
    private static final Duration FULL = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int DEADLINE_SECONDS = 60;
    private static final int POLL_MILLIS = 100;
    private static final int OK = 200;
    private static final int PIECE = 1 << 16;

    private FullDisk() {}

    /** How much of it. */
    record Setting(int devices, int rounds, int values, long seed) {}

    /**
     * What came of it.
     *
     * @param unhealthy from the full disk until {@code /readyz} said something else than 200; null if it never did
     * @param whileFull receipts that devices got while the disk was full
     * @param wentOn whether the run came to its end by itself
     * @param statusAfter the run's status in the first process, in the words of operators
     * @param wentOnAfterRestart whether it did after a restart, if it did not by itself
     */
    record Outcome(@Nullable Duration unhealthy, int whileFull, boolean wentOn,
            String statusAfter, boolean wentOnAfterRestart, Reconciliation reconciliation,
            Map<String, Integer> failures) {
        /** All that the scenario asks for. */
        boolean holds() {
            return reconciliation.holds() && unhealthy != null && unhealthy.compareTo(Duration.ofSeconds(5)) <= 0
                    && wentOn;
        }
    }

    static Outcome play(Setting setting) throws Exception {
        Path directory = Files.createTempDirectory("faults-");
        try (Mount disk = Mount.memory(directory.resolve("state"));
                Testbed testbed = Testbed.open(directory, disk.place())) {
            Outcome outcome = play(setting, testbed);
            testbed.coordinator().close();
            disk.unmount();
            return outcome;
        }
    }

    private static Outcome play(Setting setting, Testbed testbed) throws Exception {
        KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
        String run = testbed.run(FaultPlan.overSelecting(setting.values(), setting.devices(), setting.rounds(),
                DEADLINE_SECONDS));
        try (Fleet fleet = testbed.fleet(setting.devices(), updates::trainer)) {
            if (!fleet.ledger().awaitRound(2, DisturbedRun.PATIENCE)) {
                throw new IllegalStateException("round 2 did not begin");
            }
            Path ballast = testbed.state().resolve("ballast");
            fill(ballast);
            int before = fleet.ledger().receipts().size();
            Duration unhealthy = untilUnhealthy(testbed);
            int whileFull = fleet.ledger().receipts().size() - before;
            Files.delete(ballast);
            boolean wentOn = fleet.awaitEnd(RECOVERY);
            RunView view = testbed.coordinator().address().view(run);
            boolean later = wentOn || restarted(testbed, fleet);
            return new Outcome(unhealthy, whileFull, wentOn,
                    view.status() + (view.failure() == null ? "" : ": " + view.failure()), later,
                    testbed.reconciliation(run, fleet, updates), fleet.ledger().failures());
        }
    }

    private static boolean restarted(Testbed testbed, Fleet fleet) throws Exception {
        testbed.coordinator().kill();
        testbed.coordinator().restart();
        return fleet.awaitEnd(RECOVERY);
    }

    /** To the last byte: what is freed while it is being filled is filled too. */
    private static void fill(Path ballast) throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int size = PIECE; size > 0;) {
                try {
                    out.write(piece, 0, size);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    /** Watches for as long as the disk stays full. */
    private static @Nullable Duration untilUnhealthy(Testbed testbed) throws Exception {
        Duration unhealthy = null;
        long begin = System.nanoTime();
        try (Probe probe = new Probe(testbed.coordinator().address().uri(), Duration.ofSeconds(2))) {
            while (System.nanoTime() - begin < FULL.toNanos()) {
                if (unhealthy == null && probe.get("/readyz") != OK) {
                    unhealthy = Duration.ofNanos(System.nanoTime() - begin);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        return unhealthy;
    }
}
