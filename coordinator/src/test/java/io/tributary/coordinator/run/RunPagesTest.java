package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of runs costs does not depend on how many runs there are, nor on how many rounds they played. */
class RunPagesTest implements Ports.Gate {
    private static final int RUNS = 5_000;
    private final SigningKey key = SigningKey.generate();
    private final List<String> calls = new ArrayList<>();
    private int rows;
    @TempDir
    private Path directory;

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        calls.add(what);
        Object result = call.make();
        rows += result instanceof List<?> list ? list.size() : 1;
        return result;
    }

    private static String run(int number) {
        return String.format("018f0000-0000-7000-8000-%012x", number);
    }

    /** Runs that were stopped in round 3, written in one transaction. */
    private void store(int from, int to) throws Exception {
        SignedDocument plan = key.sign(SignatureContext.RUN_PLAN, WireJson.write(Plans.closeAll(1, 3)));
        String json = new String(WireJson.write(plan), StandardCharsets.UTF_8);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("c.db"));
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO run (run, plan, status, reason, epoch, owner, lease_until, created) "
                                + "VALUES (?, ?, 'STOPPED', '', 1, 'member', 0, 5)");
                PreparedStatement event = connection.prepareStatement(
                        "INSERT INTO round_event (run, sequence, round, json, stored_at) VALUES (?, ?, ?, '{}', 5)")) {
            connection.setAutoCommit(false);
            for (int number = from; number < to; number++) {
                insert.setString(1, run(number));
                insert.setString(2, json);
                insert.addBatch();
                for (int round = 1; round <= 3; round++) {
                    event.setString(1, run(number));
                    event.setInt(2, round);
                    event.setInt(3, round);
                    event.addBatch();
                }
            }
            insert.executeBatch();
            event.executeBatch();
            connection.commit();
        }
    }

    private List<RunSummary> page(Runs runs, Optional<RunView.Status> status, String before) {
        calls.clear();
        rows = 0;
        return runs.page(status, before, 51);
    }

    @Test
    void aPageOfManyRunsAsksForAsMuchAsOneOfFew() throws Exception {
        MemoryStores memory = new MemoryStores(InstantSource.system());
        try (SqlStores sql = SqlStores.open(directory.resolve("c.db"), InstantSource.system());
                Runs runs = new Runs(new Ports(sql.runs(), sql.rounds(), sql.models(), memory.objects(), memory.keys())
                        .behind(this).services(key, new DevicePool(Duration.ofMinutes(1)), InstantSource.system(),
                                "member", _ -> Optional.empty()))) {
            store(0, 100);
            assertEquals(51, page(runs, Optional.empty(), "").size());
            List<String> few = List.copyOf(calls);
            int rowsOfFew = rows;
            store(100, RUNS);

            List<RunSummary> newest = page(runs, Optional.empty(), "");
            assertEquals(few, calls);
            assertEquals(rowsOfFew, rows);
            assertEquals(run(RUNS - 1), newest.getFirst().run());
            assertEquals(3, newest.getFirst().round());
            assertEquals(51, page(runs, Optional.of(RunView.Status.STOPPED), run(RUNS / 2)).size());
            assertEquals(few, calls);
            assertEquals(List.of(), page(runs, Optional.of(RunView.Status.FAILED), ""));

            calls.clear();
            rows = 0;
            assertEquals(run(RUNS - 1), runs.planned(runs.page(Optional.empty(), "", 1).getFirst().run()).run());
            runs.resume();
            assertEquals(true, rows < 50, rows + " rows by " + calls);
        }
    }
}
