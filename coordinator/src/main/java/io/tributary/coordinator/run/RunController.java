package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a run that this coordinator plays: it owns the run, starts a {@link RunLoop} on a virtual thread, tells it what happens,
 * and answers what operators and devices may see. When another coordinator takes the run over, this shows no open round any more and
 * waits until that owner lets go. Thread-safe; nothing here blocks but {@link #close}.
 */
public final class RunController implements ActiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(RunController.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);

    private final PlannedRun run;
    private final RunServices services;
    private final Consumer<RunController> whenOver;
    private final RunInbox inbox;
    private final AnsweredDevices answered;
    private final OwnerLease lease;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile RunView view;
    private volatile @Nullable OpenRound open;
    private @Nullable Fence held;
    private boolean lost;
    private volatile boolean over;
    private volatile Instant movedAt;

    /**
     * A run that is not played until {@link #start}; {@code whenOver} is called once it has ended or is left to another member.
     *
     * @param before what was known of it while another member played it: its open round stays open until this knows more
     */
    RunController(PlannedRun run, RunServices services, AnsweredDevices answered, Optional<FollowedRun> before,
            Consumer<RunController> whenOver) {
        this.run = run;
        this.services = services;
        this.inbox = new RunInbox(services.waits());
        this.movedAt = services.durations().instant();
        this.answered = answered;
        this.whenOver = whenOver;
        this.view = before.map(FollowedRun::view)
                .orElseGet(() -> new RunLog(run.run(), run.plan()).view(RunView.Status.ACTIVE, ""));
        this.open = before.flatMap(FollowedRun::openRound).orElse(null);
        this.lease = new OwnerLease(services.storage().runs(), run.run(), services.identity().member(), this::lost,
                services.waits());
        this.thread = Thread.ofVirtual().name("tributary-run-" + run.run())
                .uncaughtExceptionHandler((_, fault) -> failed(fault)).unstarted(this::ownAndPlay);
    }

    void start() {
        thread.start();
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
        inbox.happened(event);
    }

    /** Leaves the run to another member before its next round. */
    void handOver() {
        if (!inbox.handOver()) {
            inbox.requestHandOver();
        }
    }

    /** Since when its round is in the state that it is in. */
    Instant movedAt() {
        return movedAt;
    }

    @Override
    public void poolGrew() {
        if (services.candidates().mayBeEnough(run.plan().round()) && view.state() == RunView.State.SELECTING) {
            inbox.poolGrew();
        }
    }

    /** Ends the run. A round that is already being aggregated is finished first. */
    public void stop(String why) {
        inbox.requestStop(why);
    }

    /** Whether somebody asked for its end. */
    boolean isStopping() {
        return inbox.stopReason() != null;
    }

    /** Waits until the run is played here no more. @return false if it still is after this time */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return services.waits().await(ended, patience.toMillis());
    }

    /** Leaves the run as it is, for its next owner; waits for the effect being performed. */
    void close() throws InterruptedException {
        inbox.close();
        lease.close();
        thread.join();
    }

    private void ownAndPlay() {
        try {
            if (services.sharing().isShared()) {
                playShared();
            } else {
                playAlone();
            }
        } catch (InterruptedException stopped) {
            LOG.info("run {}: interrupted, left as it is", run.run(), stopped);
            Thread.currentThread().interrupt();
        } finally {
            lease.close();
            ended.countDown();
            if (services.sharing().isShared() && !over) {
                whenOver.accept(this);
                services.sharing().news().look();
            }
        }
    }

    private void playAlone() throws InterruptedException {
        Optional<Fence> claimed = lease.claim();
        while (claimed.isPresent() && !play(claimed.get())) {
            claimed = lease.claimBack();
        }
    }

    private void playShared() throws InterruptedException {
        Optional<Fence> claimed = lease.claimNow();
        if (claimed.isPresent() && play(claimed.get())) {
            lease.giveUp(claimed.get());
        }
    }

    /**
     * Plays the run until it is over or this is closed. When storage fails, plays on from what is stored.
     *
     * @return false if the run was lost to another owner
     */
    private boolean play(Fence fence) throws InterruptedException {
        hold(fence);
        RetryBudget retries = new RetryBudget();
        try {
            do {
                if (playedOn(fence, retries)) {
                    return true;
                }
            } while (!lease.closedWithin(retries.nextPauseMillis()));
            return true;
        } catch (StaleEpochException taken) {
            LOG.warn("run {}: another owner has it", run.run(), taken);
            lost(fence);
            return false;
        }
    }

    /** @return false if storage failed, so that it is to be tried again */
    private boolean playedOn(Fence fence, RetryBudget retries) throws InterruptedException {
        try {
            if (new RunLoop(run, fence, services, inbox, retries, new Published()).play()) {
                over();
            }
            return true;
        } catch (StaleEpochException taken) {
            throw taken;
        } catch (DamagedException damaged) {
            return gaveUp(fence, damaged);
        } catch (StoreException broken) {
            FAULTS.warn("run " + run.run() + ": storage failed; going on from what is stored", broken);
            return false;
        } catch (RuntimeException | Error fault) {
            return gaveUp(fence, fault);
        }
    }

    /**
     * A run that cannot be played any more fails in words, so that an operator knows and other runs have their turn: what is stored of it
     * is damaged, or something is wrong with this program.
     *
     * @return false if storage failed, so that it is to be tried again
     */
    private boolean gaveUp(Fence fence, Throwable fault) {
        String why = couldNotGoOn(fault);
        FAULTS.error("run " + run.run() + " cannot go on", fault);
        showIfHeld(failedView(why), null);
        try {
            services.storage().runs().setStatus(fence, RunView.Status.FAILED, why);
            over();
            return true;
        } catch (StoreException broken) {
            FAULTS.warn("run " + run.run() + ": its end could not be stored, trying again", broken);
            return false;
        }
    }

    private void over() {
        over = true;
        whenOver.accept(this);
        services.listener().runEnded(view);
    }

    private static String couldNotGoOn(Throwable fault) {
        return "the coordinator could not go on: "
                + Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
    }

    private synchronized void hold(Fence fence) {
        held = fence;
        lost = false;
    }

    /** Another owner has the run: its open round is shown no more, and the loop stops before its next step. */
    private synchronized void lost(Fence fence) {
        if (fence.equals(held) && !lost) {
            lost = true;
            if (services.sharing().isShared()) {
                open = null; // the run goes on, and is followed from now on
            } else {
                show(failedView("another coordinator took the run over"), null);
            }
            inbox.leaseLost(fence);
        }
    }

    /** An error that could not be stored. The stored run is as it was, so a restart goes on from there. */
    private void failed(Throwable fault) {
        String why = couldNotGoOn(fault);
        FAULTS.error("run " + run.run() + " cannot go on", fault);
        showIfHeld(failedView(why), null);
    }

    private RunView failedView(String why) {
        RunView last = view;
        return new RunView(last.run(), last.name(), RunView.Status.FAILED, why, last.round(), last.rounds(),
                last.state(), last.cohort(), last.reported(), last.modelVersion(), last.history());
    }

    private synchronized void showIfHeld(RunView now, @Nullable OpenRound openNow) {
        if (!lost) {
            show(now, openNow);
        }
    }

    private void show(RunView now, @Nullable OpenRound openNow) {
        OpenRound before = open;
        boolean moved = now.round() != view.round() || now.state() != view.state() || now.status() != view.status();
        view = now;
        open = openNow;
        services.listener().changed(now);
        if (moved) {
            movedAt = services.durations().instant();
            services.sharing().news().moved(now);
        }
        if (openNow != null && (before == null || before.round() != openNow.round())) {
            services.listener().offered(openNow);
        }
    }

    /** Shows what the loop reports. */
    private final class Published implements RunObserver {
        @Override
        public void changed(RunView now, @Nullable OpenRound openNow) {
            showIfHeld(now, openNow);
        }

        @Override
        public void roundEnded(RoundView round) {
            services.listener().roundEnded(run.run(), round);
        }
    }
}
