package io.tributary.coordinator.run;

import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.seal.WarmUp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays one run under one ownership: stores each event that changes something, then performs its effects, one after another. It
 * reads its {@link RunInbox} between effects and reports to a {@link RunObserver}. One thread, so nothing here is locked. A loop that
 * threw a {@link StoreException} is of no further use: a new one goes on from what is stored.
 */
final class RunLoop {
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;
    private final RunInbox inbox;
    private final RunObserver observer;
    private final Measurements measurements;
    private final RoundEffects effects;
    private final RunLog log;
    private final RunModel model;
    private final RunStanding standing;
    private final DueEffects due;
    private final StoredBytes storedBytes;
    private final CohortSupply supply;

    RunLoop(PlannedRun run, Fence fence, RunServices services, RunInbox inbox, RetryBudget retries,
            RunObserver observer) {
        this(run, fence, services, inbox, retries, observer, Measurements.of(run.run(), inbox));
    }

    /** @param measurements is closed when the loop ends */
    RunLoop(PlannedRun run, Fence fence, RunServices services, RunInbox inbox, RetryBudget retries,
            RunObserver observer, Measurements measurements) {
        this.run = run;
        this.fence = fence;
        this.services = services;
        this.inbox = inbox;
        this.observer = observer;
        this.log = new RunLog(run.run(), run.plan());
        this.measurements = measurements;
        this.effects = new RoundEffects(run, fence, services, log.past(), measurements);
        this.storedBytes = services.storedBytes();
        this.supply = new CohortSupply(run.run(), run.plan(), services.candidates(),
                services.durations());
        this.model = new RunModel(run, fence, services);
        this.standing = new RunStanding(run, fence, services.storage().runs(), log, effects, observer);
        this.due = new DueEffects(fence, services.storage().rounds(), effects,
                new EffectGuard(run.run(), inbox, retries), retries, log, this::handle);
    }

    /**
     * Plays until the run is over or the inbox is closed.
     *
     * @return whether the run is over
     * @throws StaleEpochException if another owner has the run
     * @throws StoreException if storage failed
     */
    boolean play() throws InterruptedException {
        WarmUp.begin(run.plan().layout().updateSize(), (long) run.plan().rounds() * run.plan().round().cohort());
        try (measurements) {
            begin();
            while (!inbox.closed() && active() && !isToBeHandedOver()) {
                if (!step()) {
                    receive(inbox.poll(untilDeadline()));
                }
            }
            storeMeasured();
            return !active();
        }
    }

    /** Between two rounds of a run that goes on, with nothing left to be done or measured. */
    private boolean isToBeHandedOver() {
        return inbox.handOver() && log.round() > 0 && log.settled() && due.isEmpty() && !standing.endsNext();
    }

    /** Closed in the middle of a measurement: what comes of it is stored, as of any effect under way. */
    private void storeMeasured() throws InterruptedException {
        measurements.close();
        for (RunInbox.Message left = inbox.poll(0); left != null; left = inbox.poll(0)) {
            if (left instanceof RunInbox.Message.Measured) {
                receive(left);
            }
        }
    }

    /** Goes on where the stored events end. Makes the first model version if the run has none. Called first, and once. */
    void begin() throws InterruptedException {
        restore();
        if (active() && log.round() == 0 && !log.stopped()) {
            due.guarded("initial-model", () -> {
                model.ensure();
                return Optional.empty();
            });
        }
    }

    /** Whether the run is not over. */
    boolean active() {
        return standing.active();
    }

    /** Performs one effect that is due, or opens the next round; false if the loop has to wait for a message or the clock. */
    boolean step() throws InterruptedException {
        return due.performNext() || (log.betweenRounds() && openedNextOrEnded());
    }

    /** Handles a message. No message in time, null, means that the deadline is looked at. */
    void receive(RunInbox.@Nullable Message message) throws InterruptedException {
        switch (message) {
            case null -> {
                recountIfMore();
                drawIfReady();
                handle(new RoundEvent.DeadlinePassed(log.round()));
            }
            case RunInbox.Message.Happened happened -> handle(happened.event());
            case RunInbox.Message.Measured measured -> {
                due.finish(measured.effect(), measured.result());
                stopIfFailed();
            }
            case RunInbox.Message.PoolGrew _ -> drawIfReady();
            case RunInbox.Message.StopRequested _ -> stopIfRequested();
            case RunInbox.Message.LeaseLost lost -> requireNot(lost.fence());
            case RunInbox.Message.HandOverRequested _,RunInbox.Message.Closed _ -> {} // the caller looks
        }
    }

    private void restore() throws InterruptedException {
        due.add(log.replay(services.storage().rounds().log(run.run())));
        due.skip(services.storage().rounds().effectsDone(run.run(), log.round()));
        due.add(log.unmeasured());
        standing.restore();
        if (active() && !hasKey()) {
            return;
        }
        standing.show();
        if (active()) {
            recountAccepted();
            stopIfRequested();
            stopIfFailed();
        }
    }

    /** A round that takes reports cannot go on without its key: if it is lost, the round is abandoned. @return false if closed meanwhile */
    private boolean hasKey() throws InterruptedException {
        return !(log.state().orElse(null) instanceof RoundState.Reporting reporting)
                || !(due.guarded("round-key", () -> {
                    effects.key(reporting.round());
                    return Optional.empty();
                }) instanceof EffectGuard.Outcome.LeftUndone);
    }

    /** Another member may have accepted a report, and what it told of it got lost. */
    private void recountIfMore() {
        if (services.sharing().isShared() && log.state().orElse(null) instanceof RoundState.Reporting reporting
                && services.storage().rounds().acceptedCount(run.run(), reporting.round()) > reporting.tally()
                        .reported()
                        .size()) {
            recountAccepted();
        }
    }

    /** A report may have been accepted just before a crash, and its event not stored. */
    private void recountAccepted() {
        if (log.state().orElse(null) instanceof RoundState.Reporting reporting) {
            services.storage().rounds().accepted(run.run(), reporting.round()).stream().map(AcceptedUpdate::device)
                    .forEach(device -> handle(new RoundEvent.UpdateAccepted(reporting.round(), device)));
        }
    }

    /** @return false if the next round is not to be opened yet, or the run is to end and something is still measured */
    private boolean openedNextOrEnded() {
        if (standing.endsNext()) {
            if (log.settled()) {
                standing.end();
            }
            return !active();
        }
        if (services.clock().millis() < log.notBefore()) {
            return false;
        }
        Optional<String> lacking = storedBytes.lacksRoomFor(run);
        if (lacking.isPresent()) {
            return paused(lacking.get());
        }
        handle(new RoundEvent.Opened(log.round() + 1, model.newest().version()));
        drawIfReady();
        return true;
    }

    /** @return false if something is still measured: the run is paused after it */
    private boolean paused(String why) {
        if (log.settled()) {
            standing.pause(why + ", then resume the run");
        }
        return !active();
    }

    /** Milliseconds until the clock is to be looked at: for the deadline of the round, or to open the next one. */
    long untilDeadline() {
        long next = log.betweenRounds() && !standing.endsNext() ? log.notBefore() : log.deadline();
        return Math.clamp(next - services.clock().millis(), 0, LONGEST_WAIT_MILLIS);
    }

    /** Ends the run if it was asked for. The request is stored first, as everything that happens to rounds is. */
    private void stopIfRequested() {
        String why = inbox.stopReason();
        if (why != null && !log.stopped() && !log.lastRoundIsOver()) {
            handle(new RoundEvent.Stopped(Math.max(1, log.round()), why));
        }
    }

    /** A version could not be measured: the round that was opened meanwhile is not waited for. */
    private void stopIfFailed() {
        if (log.failure().isPresent() && log.isUnderWay() && !log.stopped()) {
            handle(new RoundEvent.Stopped(log.round(), log.failure().get()));
        }
    }

    /** Throws if the ownership that was lost is the one under which this loop plays. */
    private void requireNot(Fence lost) {
        if (lost.equals(fence)) {
            throw new StaleEpochException(fence);
        }
    }

    /** One run at a time, so that each sees what the others drew. */
    private void drawIfReady() {
        if (log.state().orElse(null) instanceof RoundState.Selecting selecting) {
            services.candidates().waiting().inTurn(() -> supply.devices().ifPresent(devices -> {
                handle(new RoundEvent.PoolReady(selecting.round(), devices));
                if (log.state().orElse(null) instanceof RoundState.Configuring drawn) {
                    supply.drawn(drawn.cohort());
                }
            }));
        }
    }

    /** Stores an event if it changes the round or the run, then applies it; its effects are due. */
    private void handle(RoundEvent event) {
        if (log.round() > 0 && event.round() > log.round() + (event instanceof RoundEvent.Opened ? 1 : 0)) {
            throw new StaleEpochException(fence); // that round was opened by another owner
        }
        // To the millisecond, as it will be read back: the same history, live or after a restart.
        Instant now = Instant.ofEpochMilli(services.clock().millis());
        Optional<Transition> transition = log.next(event, now);
        if (transition.map(Transition::changed).orElse(false) || log.changesTheRun(event)) {
            // What was measured of the round before is stored with the current one: the events of a round follow one another.
            services.storage().rounds().append(fence, Math.max(event.round(), log.round()), EventCodec.encode(event),
                    now);
            int before = log.history().size();
            log.apply(event, now, transition);
            transition.ifPresent(step -> due.add(step.effects()));
            standing.show();
            log.history().stream().skip(before).forEach(observer::roundEnded);
        }
    }
}
