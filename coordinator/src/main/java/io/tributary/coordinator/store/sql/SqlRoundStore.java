package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Events, history, effects, reports and cohorts in the tables {@code round_*}; accepted updates in {@code accepted_update}. */
final class SqlRoundStore implements RoundStore {
    /** What refers to others comes first. */
    private static final List<String> OF_ROUNDS = List.of("accepted_update", "round_cohort", "round_effect");
    /** Of the row {@code run}. */
    static final String NEWEST_EVENT =
            """
                    COALESCE((SELECT MAX(e.sequence) FROM round_event e WHERE e.run = run.run),
                        (SELECT MAX(h.last_sequence) FROM round_history h WHERE h.run = run.run), 0)
                    """;
    private final Database database;

    SqlRoundStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(Fence fence, int round, String json, Instant at) {
        database.owned(fence, "storing an event of round " + round,
                handle -> handle
                        .createUpdate(
                                """
                                        INSERT INTO round_event (run, sequence, round, json, stored_at)
                                        SELECT :run, COALESCE(MAX(sequence), (SELECT MAX(h.last_sequence) FROM round_history h WHERE h.run = :run),
                                            0) + 1, :round, :json, :at FROM round_event WHERE run = :run
                                        """)
                        .bind("run", fence.run()).bind("round", round).bind("json", json).bind("at", Columns.millis(at))
                        .execute());
    }

    @Override
    public StoredLog log(String run) {
        return database.read("reading the rounds of run " + run,
                handle -> new StoredLog(new RoundHistory(handle, run).rounds(), events(handle, run, 0)));
    }

    @Override
    public List<StoredEvent> events(String run, int fromRound) {
        return database.read("reading the events of run " + run, handle -> events(handle, run, fromRound));
    }

    @Override
    public List<StoredEvent> eventsAfter(String run, long sequence) {
        return database.read("reading the new events of run " + run, handle -> listed(handle.createQuery("""
                SELECT sequence, round, json, stored_at FROM round_event WHERE run = :run AND sequence > :after
                ORDER BY sequence
                """).bind("run", run).bind("after", sequence)));
    }

    private static List<StoredEvent> events(Handle handle, String run, int fromRound) {
        return listed(handle.createQuery("""
                SELECT sequence, round, json, stored_at FROM round_event WHERE run = :run AND round >= :from
                ORDER BY sequence
                """).bind("run", run).bind("from", fromRound));
    }

    private static List<StoredEvent> listed(Query query) {
        return query
                .map((row, _) -> new StoredEvent(row.getLong("sequence"), row.getInt("round"), row.getString("json"),
                        Columns.instant(row.getLong("stored_at"))))
                .list();
    }

    @Override
    public void effectDone(Fence fence, int round, String effect) {
        database.owned(fence, "recording the effect " + effect + " of round " + round, handle -> handle.createUpdate("""
                INSERT INTO round_effect (run, round, effect) VALUES (:run, :round, :effect)
                ON CONFLICT (run, round, effect) DO NOTHING
                """).bind("run", fence.run()).bind("round", round).bind("effect", effect).execute());
    }

    @Override
    public Set<String> effectsDone(String run, int round) {
        return Set.copyOf(database.read("reading the effects of round " + round + " of run " + run, handle -> handle
                .createQuery("SELECT effect FROM round_effect WHERE run = :run AND round = :round")
                .bind("run", run).bind("round", round).mapTo(String.class).list()));
    }

    @Override
    public void openReports(Fence fence, int round, Set<String> cohort) {
        if (cohort.isEmpty()) {
            throw new IllegalArgumentException("round " + round + " needs at least one device that may report");
        }
        database.owned(fence, "opening round " + round, handle -> {
            int opened = handle.createUpdate("""
                    INSERT INTO round_reports (run, round, closed) VALUES (:run, :round, 0)
                    ON CONFLICT (run, round) DO NOTHING
                    """).bind("run", fence.run()).bind("round", round).execute();
            if (opened == 1) {
                PreparedBatch devices = handle.prepareBatch(
                        "INSERT INTO round_cohort (run, round, device) VALUES (:run, :round, :device)");
                cohort.forEach(device -> devices.bind("run", fence.run()).bind("round", round).bind("device", device)
                        .add());
                devices.execute();
            }
            return opened;
        });
    }

    @Override
    public AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException {
        return database.write("accepting the update of " + update.device() + " in round " + update.round() + " of run "
                + update.run(), handle -> new RoundReports(handle, update.run(), update.round()).accept(update));
    }

    @Override
    public void giveUp(String run, int round, String device, String uploadId) throws RejectedException {
        database.write("giving up the upload " + uploadId + " of " + device,
                handle -> new RoundReports(handle, run, round).giveUp(device, uploadId));
    }

    @Override
    public boolean isGivenUp(String run, int round, String device, String uploadId) {
        return database.read("asking whether " + uploadId + " of " + device + " was given up",
                handle -> new GivenUpUploads(handle, run, round).contains(device, uploadId));
    }

    @Override
    public List<AcceptedUpdate> closeReports(Fence fence, int round) {
        return database.owned(fence, "closing round " + round, handle -> {
            handle.createUpdate("""
                    INSERT INTO round_reports (run, round, closed) VALUES (:run, :round, 1)
                    ON CONFLICT (run, round) DO UPDATE SET closed = 1
                    """).bind("run", fence.run()).bind("round", round).execute();
            new GivenUpUploads(handle, fence.run(), round).forget();
            return new RoundReports(handle, fence.run(), round).accepted();
        });
    }

    @Override
    public void forgetBefore(Fence fence, int round, SortedMap<Integer, String> told) {
        RoundStore.requireBefore(round, told);
        database.owned(fence, "forgetting the rounds before round " + round, handle -> {
            int rows = new RoundHistory(handle, fence.run()).replace(told);
            new RoundHistory(handle, fence.run()).keepTraining(round);
            for (String table : OF_ROUNDS) {
                rows += handle.createUpdate("DELETE FROM " + table + " WHERE run = :run AND round < :round")
                        .bind("run", fence.run()).bind("round", round).execute();
            }
            return rows;
        });
    }

    @Override
    public List<AcceptedUpdate> accepted(String run, int round) {
        return database.read("reading the accepted updates of round " + round + " of run " + run,
                handle -> new RoundReports(handle, run, round).accepted());
    }

    @Override
    public Optional<AcceptedUpdate> accepted(String run, int round, String device) {
        return database.read("reading the accepted update of " + device + " in round " + round + " of run " + run,
                handle -> new RoundReports(handle, run, round).accepted(device));
    }

    @Override
    public int acceptedCount(String run, int round) {
        return database.read("counting the accepted updates of round " + round + " of run " + run, handle -> handle
                .createQuery("SELECT COUNT(*) FROM accepted_update WHERE run = :run AND round = :round")
                .bind("run", run).bind("round", round).mapTo(Integer.class).one());
    }

    @Override
    public SortedMap<Integer, RoundView.Training> training(String run) {
        return database.read("reading what devices said of their training in run " + run,
                handle -> new RoundHistory(handle, run).training());
    }

    @Override
    public long newestEvent(String run) {
        return database.read("looking for events of run " + run, handle -> handle
                .createQuery("SELECT " + NEWEST_EVENT + " FROM run WHERE run = :run").bind("run", run)
                .mapTo(Long.class).findOne().orElse(0L));
    }
}
