package io.tributary.coordinator.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old runs go in small parts, are never seen half, and a kill between any two writes changes nothing of what is left in the end. */
class OutdatedRunsTest {
    private static final int RUNS = 6;
    private static final int KEPT = 3;
    private static final int ROUNDS = 4;
    private static final int COHORT = 60;
    private static final String UPLOAD = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";

    private final RowPorts.Hand clock = new RowPorts.Hand();
    private final SigningKey key = SigningKey.generate();
    @TempDir
    private Path directory;

    private SqlStores open() {
        return SqlStores.open(directory.resolve("c.db"), clock);
    }

    private static String run(int number) {
        return String.format("018f0000-0000-7000-8000-%012x", number);
    }

    private void play(SqlStores rows, int number) throws RejectedException {
        SignedDocument plan = new SignedDocument(new byte[] {(byte) number}, new byte[64], new byte[32]);
        rows.runs().create(run(number), plan, PlanUse.once(), clock.instant());
        Fence fence = rows.runs().claim(run(number), "m", Duration.ofSeconds(3)).orElseThrow();
        Set<String> cohort = IntStream.range(0, COHORT).mapToObj(device -> "d" + device).collect(Collectors.toSet());
        for (int round = 1; round <= ROUNDS; round++) {
            rows.rounds().append(fence, round, "{}", clock.instant());
            rows.rounds().openReports(fence, round, cohort);
            rows.rounds().accept(TestReports.row(run(number), round, "d1", UPLOAD, "0".repeat(64), 1, 9,
                    clock.instant()));
            rows.rounds().effectDone(fence, round, "effect");
        }
        rows.runs().setStatus(fence, RunView.Status.FINISHED, "");
    }

    private OutdatedRuns chore(SqlStores rows, Housekeeping.Deletion deletion) {
        return new OutdatedRuns(new RunHistory(KEPT, Optional.empty()), rows.runs(), deletion,
                new AuditLog(rows.audit(), SigningKeys.single(key), clock), clock);
    }

    private static Housekeeping.Deletion deleting(SqlStores rows) {
        return run -> rows.runs().delete(rows.runs().claim(run, "m", Duration.ofSeconds(3)).orElseThrow());
    }

    private static List<String> shown(SqlStores rows) {
        return rows.runs().newest(Optional.empty(), "", 99).stream().map(listed -> listed.run().run()).toList();
    }

    private static long rowsOf(SqlStores rows) {
        return IntStream.range(0, RUNS).mapToObj(OutdatedRunsTest::run)
                .mapToLong(run -> rows.rounds().events(run, 1).size()).sum();
    }

    @Test
    void beyondTheNewestRunsGoWithEverythingAndAKillAfterAnyPartIsMadeUpFor() throws Exception {
        try (SqlStores rows = open()) {
            for (int number = 0; number < RUNS; number++) {
                play(rows, number);
            }
        }
        List<String> kept = List.of(run(5), run(4), run(3));
        boolean more = true;
        int lives = 0;
        while (more) {
            try (SqlStores rows = open()) { // each life ends after one part
                more = chore(rows, deleting(rows)).part();
                assertEquals(kept, shown(rows));
            }
            lives++;
            assertTrue(lives < 99, "it never ends");
        }
        int rowsOfOutdated = (RUNS - KEPT) * (ROUNDS * (1 + COHORT + 1 + 1 + 1) + 1);
        assertEquals(1 + (rowsOfOutdated + OutdatedRuns.ROWS) / OutdatedRuns.ROWS, lives);
        try (SqlStores rows = open()) {
            assertEquals(KEPT * (long) ROUNDS, rowsOf(rows));
            assertEquals(Optional.empty(), rows.runs().plan(run(0)));
            assertEquals(List.of(run(0), run(0), run(1), run(1), run(2), run(2)), audited(rows));
        }
    }

    private static List<String> audited(SqlStores rows) throws RejectedException {
        List<String> subjects = new ArrayList<>();
        for (AuditStore.Row row : rows.audit().after(0, 99)) {
            subjects.add(WireJson.readDocument(row.document().payload(), AuditEntry.class).subject()
                    .substring("run ".length()));
        }
        return subjects;
    }

    @Test
    void aRunThatCannotBeDeletedNowKeepsNoOther() throws Exception {
        try (SqlStores rows = open()) {
            for (int number = 0; number < RUNS; number++) {
                play(rows, number);
            }
            OutdatedRuns chore = chore(rows, run -> {
                if (run.equals(run(1))) {
                    throw new RejectedException(Reason.UNAVAILABLE, "another has it");
                }
                deleting(rows).delete(run);
            });
            for (int part = 0; part < 20; part++) {
                chore.part();
            }
            assertEquals(List.of(run(5), run(4), run(3), run(1)), shown(rows));
        }
    }

    @Test
    void aChoreThatFailsEndsNeitherTheOthersNorTheThread() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        try (Housekeeping housekeeping = new Housekeeping(List.of(() -> {
            throw new StoreException("the disk is full");
        }, () -> {
            done.add("part");
            if (done.size() == 2) {
                second.countDown();
            }
            return done.size() < 2;
        }), clock)) {
            housekeeping.start();
            assertTrue(second.await(30, TimeUnit.SECONDS));
        }
        assertEquals(List.of("part", "part"), done);
    }
}
