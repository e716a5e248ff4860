package io.tributary.coordinator.retention;

import io.tributary.coordinator.audit.AuditArchiver;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * Does chores on a thread of its own, from time to time. After each part it pauses for four times as long as the part took, so that at
 * least four fifths of the database's time are left to rounds. Thread-safe.
 */
public final class Housekeeping implements AutoCloseable {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(Housekeeping.class));
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long LEAST_PAUSE_MILLIS = 20;
    private static final int PAUSE_FOR_WORK = 4;

    private final List<Chore> chores;
    private final InstantSource durations;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("tributary-housekeeping").unstarted(this::untilClosed);
    private volatile BooleanSupplier turn = () -> true;

    Housekeeping(List<Chore> chores, InstantSource durations) {
        this.chores = List.copyOf(chores);
        this.durations = durations;
    }

    /**
     * What is kept.
     *
     * @param runs which runs that are over
     * @param audit how much of the audit log
     */
    public record Kept(RunHistory runs, AuditHistory audit) {}

    /**
     * Deletes what is no longer kept, and archives the audit log.
     *
     * @param deletion deletes a run for everybody who looks
     * @param log says what was deleted
     * @param archiver of that log
     * @param registry the models
     * @param durations how time passes
     */
    public static Housekeeping of(Kept kept, RunStore runs, Deletion deletion, AuditLog log, AuditArchiver archiver,
            ModelRegistry registry, InstantSource clock, InstantSource durations) {
        return new Housekeeping(List.of(new OutdatedRuns(kept.runs(), runs, deletion, log, clock),
                () -> archiver.part(kept.audit().since(clock.instant())), new RemovedModels(registry, log, clock)),
                durations);
    }

    /** Deletes a run. */
    public interface Deletion {
        /** Deletes it for everybody who looks. @throws RejectedException if it is needed */
        void delete(String run) throws RejectedException;
    }

    /** Begins. */
    public void start() {
        start(() -> true);
    }

    /**
     * Begins, and works only while it is this member's turn.
     *
     * @param turn whether it is; asked before each chore
     */
    public void start(BooleanSupplier turn) {
        this.turn = turn;
        thread.start();
    }

    private void untilClosed() {
        try {
            do {
                for (Chore chore : chores) {
                    if (turn.getAsBoolean()) {
                        whole(chore);
                    }
                }
            } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void whole(Chore chore) throws InterruptedException {
        boolean more = true;
        while (more && closed.getCount() > 0) {
            long began = durations.millis();
            more = part(chore);
            long took = durations.millis() - began;
            closed.await(Math.max(LEAST_PAUSE_MILLIS, PAUSE_FOR_WORK * took), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean part(Chore chore) {
        try {
            return chore.part();
        } catch (StoreException broken) {
            FAULTS.error("keeping house failed, and is tried again", broken);
            return false;
        }
    }

    /** Ends it; waits for the part under way. */
    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
