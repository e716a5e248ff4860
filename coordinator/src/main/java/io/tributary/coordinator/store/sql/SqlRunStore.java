package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Runs and their owners in the table {@code run}. */
final class SqlRunStore implements RunStore {
    private static final String NOT_DELETED = "deleted = 0 AND ";
    private static final String RUNS = "SELECT run, plan, status, reason, epoch, owner, lease_until, created FROM run ";
    /** The newest event says the round, whatever the number of events. */
    private static final String RUNS_WITH_ROUNDS =
            """
                    SELECT run, plan, status, reason, epoch, owner, lease_until, created, COALESCE((SELECT e.round FROM round_event e
                        WHERE e.run = run.run ORDER BY e.sequence DESC LIMIT 1),
                        (SELECT MAX(h.round) FROM round_history h WHERE h.run = run.run), 0) AS last_round FROM run
                    """;
    private final Database database;
    private final LeaseClock clock;

    SqlRunStore(Database database, LeaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean create(String run, SignedDocument plan, PlanUse use, Instant created, int priority) {
        return database.write("recording run " + run, handle -> {
            Optional<RunRecord> there = row(handle, run, "");
            if (there.isPresent()) {
                return requireSame(there.get(), plan);
            }
            PlanUses uses = new PlanUses(handle, plan.key(), use);
            if (uses.spent()) {
                return false;
            }
            handle.createUpdate("""
                    INSERT INTO run (run, plan, status, reason, epoch, owner, lease_until, created, priority)
                    VALUES (:run, :plan, :status, '', 0, '', 0, :created, :priority)
                    """).bind("run", run).bind("plan", Columns.json(plan)).bind("status", RunView.Status.ACTIVE.name())
                    .bind("created", Columns.millis(created)).bind("priority", priority).execute();
            uses.spend(run);
            return true;
        });
    }

    private static boolean requireSame(RunRecord there, SignedDocument plan) {
        if (!there.plan().equals(plan)) {
            throw new IllegalStateException("run " + there.run() + " is there with another plan");
        }
        return true;
    }

    @Override
    public Optional<RunRecord> find(String run) {
        return database.read("reading run " + run, handle -> row(handle, run, NOT_DELETED));
    }

    @Override
    public List<ListedRun> newest(Optional<RunView.Status> status, String before, int limit) {
        String of = status.isPresent() ? "status = :status AND " : "";
        String until = before.isEmpty() ? "run > ''" : "run < :before";
        return database.read("listing runs before " + before, handle -> {
            Query query =
                    handle.createQuery(
                            RUNS_WITH_ROUNDS + "WHERE " + NOT_DELETED + of + until + " ORDER BY run DESC LIMIT :limit")
                            .bind("limit", limit);
            status.ifPresent(wanted -> query.bind("status", wanted.name()));
            if (!before.isEmpty()) {
                query.bind("before", before);
            }
            return query.map((row, context) -> new ListedRun(readable(row, context), row.getInt("last_round"))).list();
        });
    }

    @Override
    public List<StoredRun> active(String after, int limit) {
        return database.read("listing active runs after " + after, handle -> handle
                .createQuery(
                        RUNS + "WHERE " + NOT_DELETED + "status = :status AND run > :after ORDER BY run LIMIT :limit")
                .bind("status", RunView.Status.ACTIVE.name()).bind("after", after).bind("limit", limit)
                .map(SqlRunStore::readable).list());
    }

    @Override
    public Optional<SignedDocument> plan(String run) {
        return database.read("reading the plan of run " + run, handle -> handle
                .createQuery("SELECT plan FROM run WHERE run = :run").bind("run", run).mapTo(String.class).findOne()
                .map(json -> Columns.document("table run, run " + run, json)));
    }

    @Override
    public void delete(Fence fence) {
        database.owned(fence, "deleting it", handle -> handle
                .createUpdate("UPDATE run SET deleted = 1, epoch = epoch + 1 WHERE run = :run")
                .bind("run", fence.run()).execute());
    }

    @Override
    public boolean purge(int rows) {
        return database.write("removing what is left of deleted runs",
                handle -> new DeletedRuns(handle).remove(rows));
    }

    @Override
    public List<String> outdated(int newest, Instant since, int limit) {
        return database.read("looking for runs that are no longer kept",
                handle -> new DeletedRuns(handle).outdated(newest, since, limit));
    }

    @Override
    public Optional<Fence> claim(String run, String member, Duration lease) {
        return database.write("claiming run " + run + " for " + member, handle -> {
            long epoch = handle.createQuery("SELECT epoch FROM run WHERE deleted = 0 AND run = :run").bind("run", run)
                    .mapTo(Long.class).findOne()
                    .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
            long now = clock.millis(handle);
            int claimed = handle.createUpdate("""
                    UPDATE run SET epoch = epoch + 1, owner = :member, lease_until = :until
                    WHERE run = :run AND epoch = :epoch AND (owner = '' OR owner = :member OR lease_until <= :now)
                    """).bind("member", member).bind("until", now + lease.toMillis()).bind("run", run)
                    .bind("epoch", epoch).bind("now", now).execute();
            return claimed == 1 ? Optional.of(new Fence(run, epoch + 1)) : Optional.empty();
        });
    }

    @Override
    public void probe(Instant now) {
        database.write("probing for writes", handle -> handle
                .createUpdate("INSERT INTO probe (id, at) VALUES (1, :now) ON CONFLICT (id) DO UPDATE SET at = :now")
                .bind("now", Columns.millis(now)).execute());
    }

    @Override
    public void renew(Fence fence, Duration lease) {
        database.owned(fence, "renewing the lease", handle -> handle
                .createUpdate("UPDATE run SET lease_until = :until WHERE run = :run AND epoch = :epoch")
                .bind("until", clock.millis(handle) + lease.toMillis()).bind("run", fence.run())
                .bind("epoch", fence.epoch()).execute());
    }

    @Override
    public void release(Fence fence) {
        database.owned(fence, "giving it up", handle -> handle
                .createUpdate("UPDATE run SET owner = '', lease_until = 0 WHERE run = :run AND epoch = :epoch")
                .bind("run", fence.run()).bind("epoch", fence.epoch()).execute());
    }

    @Override
    public List<RunOwnership> owners(String after, int limit) {
        return database.read("looking who plays runs after " + after, handle -> handle
                .createQuery("SELECT run, owner, created, priority, lease_until > :now AS leased, "
                        + SqlRoundStore.NEWEST_EVENT
                        + " AS newest_event FROM run WHERE " + NOT_DELETED
                        + "status = :status AND run > :after ORDER BY run LIMIT :limit")
                .bind("now", clock.millis(handle)).bind("status", RunView.Status.ACTIVE.name()).bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> new RunOwnership(row.getString("run"), row.getString("owner"),
                        row.getBoolean("leased"), row.getLong("newest_event"),
                        Columns.instant(row.getLong("created")), row.getInt("priority")))
                .list());
    }

    @Override
    public void setStatus(Fence fence, RunView.Status status, String reason) {
        boolean over = DeletedRuns.OVER.contains(status);
        database.owned(fence, "setting the status " + status, handle -> handle.createUpdate("""
                UPDATE run SET status = :status, reason = :reason, ended = :ended WHERE run = :run AND epoch = :epoch
                """).bind("status", status.name()).bind("reason", reason).bind("run", fence.run())
                .bind("ended", over ? clock.millis(handle) : null).bind("epoch", fence.epoch()).execute());
    }

    private static Optional<RunRecord> row(Handle handle, String run, String only) {
        return handle.createQuery(RUNS + "WHERE " + only + "run = :run").bind("run", run).map(SqlRunStore::record)
                .findOne();
    }

    private static StoredRun readable(ResultSet row, StatementContext context) throws SQLException {
        try {
            return record(row, context);
        } catch (DamagedException damaged) {
            return new StoredRun.Damaged(row.getString("run"), String.valueOf(damaged.getMessage()));
        }
    }

    private static RunRecord record(ResultSet row, StatementContext context) throws SQLException {
        String where = "table run, run " + row.getString("run");
        return new RunRecord(row.getString("run"), Columns.document(where, row.getString("plan")),
                Columns.word(where, RunView.Status.class, row.getString("status")), row.getString("reason"),
                row.getLong("epoch"), row.getString("owner"), Columns.instant(row.getLong("lease_until")),
                Columns.instant(row.getLong("created")));
    }
}
