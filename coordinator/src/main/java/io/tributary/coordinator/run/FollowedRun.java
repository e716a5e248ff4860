package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run that another member plays, as far as its stored events tell: so this member takes check-ins, updates and reports for it. What
 * it shows may be late; the stores refuse what comes too late. Thread-safe; {@link #refresh} alone blocks, on storage.
 */
final class FollowedRun implements ActiveRun {
    private final PlannedRun run;
    private final RunServices services;
    private final RoundKeys keys;
    private final AnsweredDevices answered;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile RunView view;
    private volatile @Nullable OpenRound open;
    private @Nullable RunLog log;
    private long seen;

    FollowedRun(PlannedRun run, RunServices services, AnsweredDevices answered) {
        this.run = run;
        this.services = services;
        this.answered = answered;
        this.keys = new RoundKeys(services.storage().keys(), run.run());
        this.view = new RunLog(run.run(), run.plan()).view(RunView.Status.ACTIVE, "");
    }

    @Override
    public PlannedRun run() {
        return run;
    }

    @Override
    public RunView view() {
        return view;
    }

    @Override
    public Optional<OpenRound> openRound() {
        return Optional.ofNullable(open);
    }

    @Override
    public void tell(RoundEvent event) {
        heard(event);
        services.sharing().news().told(run.run(), event);
    }

    /** Another member told this. */
    void heard(RoundEvent event) {
        answered.note(run.run(), event);
    }

    @Override
    public void poolGrew() {} // its owner hears of the pool itself

    /**
     * Reads what is stored, if there is more than was read before.
     *
     * @throws io.tributary.coordinator.store.DamagedException if it cannot be read
     */
    void refresh() {
        refresh(services.storage().rounds().newestEvent(run.run()));
    }

    /** The same, for whoever knows already which event is the newest that is stored. */
    void refresh(long newestEvent) {
        reading.lock();
        try {
            if (newestEvent > seen || log == null) {
                readStored();
            }
        } finally {
            reading.unlock();
        }
    }

    /** Reads the run's row, and the events that are new since this was done before. */
    void read() {
        reading.lock();
        try {
            readStored();
        } finally {
            reading.unlock();
        }
    }

    /** Under the lock. */
    private void readStored() {
        Optional<RunRecord> row = services.storage().runs().find(run.run());
        RunLog before = log;
        log = null; // of no use if an event cannot be read
        RunLog current = before != null && goesOn(before) ? before : readWhole();
        log = current;
        RunView now = row.map(there -> current.view(there.status(), there.reason()))
                .orElseGet(() -> current.view(RunView.Status.STOPPED, "it was deleted"));
        show(now, now.status() == RunView.Status.ACTIVE ? openRound(current) : null);
    }

    /** Whether the log has all events now: not if some that it lacks were replaced meanwhile. */
    private boolean goesOn(RunLog known) {
        List<StoredEvent> more = services.storage().rounds().eventsAfter(run.run(), seen);
        if (more.isEmpty()) {
            return services.storage().rounds().newestEvent(run.run()) == seen;
        }
        if (more.getFirst().sequence() != seen + 1) {
            return false;
        }
        known.goOn(seen, more);
        seen = more.getLast().sequence();
        return true;
    }

    private RunLog readWhole() {
        StoredLog stored = services.storage().rounds().log(run.run());
        RunLog whole = new RunLog(run.run(), run.plan());
        whole.replay(stored);
        seen = stored.events().isEmpty() ? stored.replaced() : stored.events().getLast().sequence();
        return whole;
    }

    /** The round that takes reports, unless its key is destroyed: then it is over, and that is stored soon. */
    private @Nullable OpenRound openRound(RunLog current) {
        if (!(current.state().orElse(null) instanceof RoundState.Reporting reporting)) {
            return null;
        }
        OpenRound before = open;
        Optional<RoundKeyPair> key = before != null && before.round() == reporting.round() ? Optional.of(before.key())
                : keys.find(reporting.round());
        return key.map(
                pair -> new OpenRound(run.run(), run.plan(), run.planHash(), current.baseVersion(), pair, reporting))
                .orElse(null);
    }

    private void show(RunView now, @Nullable OpenRound openNow) {
        OpenRound before = open;
        view = now;
        open = openNow;
        services.listener().followed(now);
        if (openNow != null && (before == null || before.round() != openNow.round())) {
            services.candidates().waiting().drawn(run.run(), openNow.state().tally().cohort());
            services.listener().offered(openNow);
        }
    }
}
