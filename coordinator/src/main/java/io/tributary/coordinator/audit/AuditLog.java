package io.tributary.coordinator.audit;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.AuditEntry.Outcome;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes the audit log. What an operator does is written before it is done and again when it is over, so that no crash hides it;
 * while the log cannot be written, nothing is done. What others than operators cause, denials and what devices get, is written as long as
 * there is not too much of it, of one of them and in all: beyond that it is counted, the next entry tells how much it was, and a summary
 * each minute of which kinds. Thread-safe; blocks on storage.
 */
public final class AuditLog {
    static final EntryBudget.Share DENIALS = new EntryBudget.Share(4_000, 1, Duration.ofSeconds(1));
    static final EntryBudget.Share DENIALS_OF_ONE = new EntryBudget.Share(2_000, 30, Duration.ofMinutes(1));
    /** A device enrols once and renews its certificate every some weeks; what is more is a fault of its own, or worse. */
    static final EntryBudget.Share ACTS_OF_A_DEVICE = new EntryBudget.Share(10, 6, Duration.ofHours(1));
    /** More than a large fleet that enrols at once. */
    static final EntryBudget.Share ACTS_OF_DEVICES = new EntryBudget.Share(20_000, 100, Duration.ofSeconds(1));

    private static final String NOBODY = "nobody";
    private final AuditStore store;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final EntryBudget denials;
    private final EntryBudget devices;
    private final LeftOut leftOut = new LeftOut();
    private final AtomicLong newest = new AtomicLong();
    /** The entry that was made last, though it may not be written yet. Changed where no other entry is made. */
    private volatile AuditHead made;
    private final AtomicReference<AuditHead> head = new AtomicReference<>(AuditHead.EMPTY);

    /** Continues the log of this store, where time passes as the clock says. */
    public AuditLog(AuditStore store, SigningKeys keys, InstantSource clock) {
        this(store, keys, clock, clock);
    }

    /** Continues the log of this store; {@code durations} is how time passes. */
    public AuditLog(AuditStore store, SigningKeys keys, InstantSource clock, InstantSource durations) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
        this.denials = new EntryBudget(DENIALS_OF_ONE, DENIALS, durations);
        this.devices = new EntryBudget(ACTS_OF_A_DEVICE, ACTS_OF_DEVICES, durations);
        this.made = verified(store.newest());
        head.set(made);
    }

    private AuditHead verified(Optional<AuditStore.Row> newest) {
        return newest.map(row -> {
            try {
                saw(WireJson.readDocument(keys.chain().verify(SignatureContext.AUDIT_ENTRY, row.document()),
                        AuditEntry.class).at());
                return headOf(row);
            } catch (RejectedException altered) {
                throw new DamagedException("the newest entry of the audit log, " + row.sequence()
                        + ", was altered: " + altered.getMessage() + "; " + whatToDo(altered.reason()), altered);
            }
        }).orElse(AuditHead.EMPTY);
    }

    private static String whatToDo(Reason reason) {
        return reason == Reason.WRONG_SIGNER
                ? "or coordinator.key is from before a hand-over: put back the one that the hand-over wrote"
                : "./tributary audit verify --dir DIR says where the log is as it was";
    }

    /** Does an operator's work between two entries; one that breaks has no second. @throws Exception what the work throws */
    public <T> T perform(AuditAction action, Callable<T> work) throws Exception {
        append(action, Outcome.BEGUN, "");
        try {
            T result = work.call();
            append(action, Outcome.DONE, "");
            return result;
        } catch (RejectedException refusal) {
            append(action, Outcome.REFUSED, refusal.reason().code());
            throw refusal;
        }
    }

    /** Something is about to be done that ends in another process, or under other keys. */
    public void begun(AuditAction action) {
        append(action, Outcome.BEGUN, "");
    }

    /** The first entry that a new key signs says so; again is no change. */
    public synchronized void beginUnderTheseKeys() {
        boolean old = store.newest().filter(newest -> keys.chain()
                .replacement(SignatureContext.AUDIT_ENTRY, newest.document()).isPresent()).isPresent();
        if (old) {
            done(new AuditAction("coordinator", "none", "local", "coordinator hand-over",
                    "key set " + keys.chain().sequence() + " is in force, root " + keys.root()));
        }
    }

    /** Something was done. */
    public void done(AuditAction action) {
        append(action, Outcome.DONE, "");
    }

    /** A device got what it asked for, which it may ask for again and again. */
    public void granted(AuditAction action, String device) {
        if (devices.take(device)) {
            append(action, Outcome.DONE, "");
        } else {
            leftOut.add(action.route());
        }
    }

    /** Something was not allowed. */
    public void denied(AuditAction action, Reason reason) {
        if (denials.take(action.who().equals(NOBODY) ? action.address() : action.who())) {
            append(action, Outcome.DENIED, reason.code());
        } else {
            unlisted(reason);
        }
    }

    /** Something was not allowed, and has no entry: the next one tells of it. Does not block. */
    public void unlisted(Reason reason) {
        leftOut.add("denied as " + reason.code());
    }

    /** Writes an entry of what was left out since the last one, if something was. */
    public void summarise() {
        String more = leftOut.summary();
        if (!more.isEmpty()) {
            append(new AuditAction("coordinator", "none", "local", "summary", "and " + more), Outcome.DONE, "");
        }
    }

    /** The clock, but never before the newest entry: whatever it is set back to, what has expired stays so. */
    public InstantSource time() {
        return () -> Instant.ofEpochMilli(Math.max(newest.get(), clock.millis()));
    }

    /** How far the clock is behind the newest entry; zero or less if it is not. */
    public Duration behind() {
        return Duration.ofMillis(newest.get() - clock.millis());
    }

    /** An operator says that the clock is right now, and was ahead before: time goes on from it with the next entry. */
    public void trustClock() {
        newest.set(0);
    }

    private void saw(long millis) {
        newest.accumulateAndGet(millis, Math::max);
    }

    /** Entries after a sequence number, in order, not verified. */
    public AuditPage page(long after, int limit) {
        List<AuditStore.Row> rows = store.after(after, limit + 1);
        List<AuditStore.Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        boolean more = rows.size() > limit && shown.getLast().sequence() > after;
        return new AuditPage(shown.stream().map(AuditStore.Row::document).toList(),
                more ? shown.getLast().sequence() : null);
    }

    /** The end of the log: remember it elsewhere. */
    public AuditHead head() {
        return Objects.requireNonNull(head.get());
    }

    private void append(AuditAction action, Outcome outcome, String reason) {
        AtomicLong told = new AtomicLong();
        boolean written = false;
        try {
            AuditStore.Row row = store.append(newest -> {
                told.addAndGet(leftOut.tell());
                return entry(after(newest), action, outcome, reason, told.get());
            });
            head.accumulateAndGet(headOf(row), (one, other) -> one.sequence() < other.sequence() ? other : one);
            written = true;
        } finally {
            if (!written) {
                leftOut.untell(told.get());
            }
        }
    }

    /** What is followed: our own last entry, or one that another process wrote meanwhile. */
    private AuditHead after(Optional<AuditStore.Row> newest) {
        AuditHead there = newest.map(AuditLog::headOf).orElse(AuditHead.EMPTY);
        return there.equals(made) ? made : verified(newest);
    }

    private static AuditHead headOf(AuditStore.Row row) {
        return new AuditHead(row.sequence(), row.document().hash());
    }

    private SignedDocument entry(AuditHead before, AuditAction action, Outcome outcome, String reason, long unlisted) {
        saw(clock.millis());
        SignedDocument entry = keys.sign(SignatureContext.AUDIT_ENTRY,
                WireJson.write(new AuditEntry(Versioned.VERSION, before.sequence() + 1, before.hash(),
                        newest.get(), AuditText.of(action.who()), AuditText.of(action.role()),
                        AuditText.of(action.address()),
                        AuditText.of(action.route()), AuditText.of(action.subject()), outcome, reason, unlisted)));
        made = new AuditHead(before.sequence() + 1, entry.hash());
        return entry;
    }
}
