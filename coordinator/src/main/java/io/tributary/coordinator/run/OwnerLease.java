package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's lease on a run: claimed, then renewed every second on its own thread until it is closed or lost. The lease only says when
 * another member may take over. The fence is what stops a late owner from writing (I7).
 */
final class OwnerLease {
    static final Duration LENGTH = Duration.ofSeconds(3);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(OwnerLease.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);

    private final RunStore runs;
    private final String run;
    private final String member;
    private final Consumer<Fence> whenLost;
    private final Waits waits;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A lease that is not claimed yet. When a claim can be renewed no more, {@code whenLost} is called with its fence on another thread. */
    OwnerLease(RunStore runs, String run, String member, Consumer<Fence> whenLost, Waits waits) {
        this.runs = runs;
        this.run = run;
        this.member = member;
        this.whenLost = whenLost;
        this.waits = waits;
    }

    /** Waits until the run can be claimed, and renews the claim from then on; empty if this lease is closed first. */
    Optional<Fence> claim() throws InterruptedException {
        do {
            Optional<Fence> claimed = tryClaim();
            if (claimed.isPresent()) {
                return claimed;
            }
        } while (!closedWithin(RENEWAL.toMillis()));
        return Optional.empty();
    }

    /**
     * After the run was lost, waits until its new owner lets go of it. Empty if this lease is closed first, or if the new owner is
     * another process with this member's name: the two would take the run from each other for ever.
     */
    Optional<Fence> claimBack() throws InterruptedException {
        return ownerHasOurName() ? Optional.empty() : claim();
    }

    private boolean ownerHasOurName() throws InterruptedException {
        do {
            try {
                return runs.find(run).map(RunRecord::owner).filter(member::equals).isPresent();
            } catch (StoreException broken) {
                FAULTS.warn("run " + run + ": its owner could not be looked up, trying again", broken);
            }
        } while (!closedWithin(RENEWAL.toMillis()));
        return true;
    }

    /** Claims the run if nobody else has it, and renews the claim from then on; empty if somebody has. */
    Optional<Fence> claimNow() {
        return tryClaim();
    }

    /** Stops renewing, and lets whoever comes next have the run at once. */
    void giveUp(Fence fence) {
        close();
        try {
            runs.release(fence);
        } catch (StaleEpochException taken) {
            LOG.debug("run {} is taken already", run, taken);
        } catch (StoreException broken) {
            FAULTS.warn("run " + run + ": the lease could not be given up, so the next owner waits until it expires",
                    broken);
        }
    }

    private Optional<Fence> tryClaim() {
        try {
            Optional<Fence> claimed = runs.claim(run, member, LENGTH);
            claimed.ifPresent(fence -> Thread.ofVirtual().name("tributary-lease-" + run).start(() -> keep(fence)));
            return claimed;
        } catch (StoreException broken) {
            FAULTS.warn("run " + run + ": could not be claimed, trying again", broken);
            return Optional.empty();
        }
    }

    /** Waits for this time, or until the lease is closed. @return whether it is closed */
    boolean closedWithin(long millis) throws InterruptedException {
        return waits.await(closed, millis);
    }

    /** Stops renewing. */
    void close() {
        closed.countDown();
    }

    private void keep(Fence fence) {
        try {
            while (!closedWithin(RENEWAL.toMillis())) {
                renew(fence);
            }
        } catch (StaleEpochException lost) {
            OperatorEvent.LEASE_LOST.log("run", run, "member", member, "why", String.valueOf(lost.getMessage()));
            whenLost.accept(fence);
        } catch (InterruptedException stopped) {
            LOG.info("run {}: renewal interrupted", run, stopped);
            Thread.currentThread().interrupt();
        }
    }

    private void renew(Fence fence) {
        try {
            runs.renew(fence, LENGTH);
        } catch (StoreException broken) {
            FAULTS.warn("run " + run + ": the lease could not be renewed, trying again", broken);
        }
    }
}
