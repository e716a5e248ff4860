package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunStatus;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one run for as long as it is owned: stores each event that changes something, then performs its effects, one after
 * another. One thread, so nothing here is locked. When storage breaks this is left as it is, with a {@link StoreException}:
 * what was stored tells another one where to go on.
 */
final class RunLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;
    private final RunController face;
    private final RetryBudget setbacks;
    private final RoundEffects effects;
    private final RunLog log;
    private final RunModel model;
    private final Deque<Effect> due = new ArrayDeque<>();
    private RunView.Status status = RunView.Status.ACTIVE;
    private @Nullable OpenRound open;

    RunLoop(PlannedRun run, Fence fence, RunServices services, RunController face, RetryBudget setbacks) {
        this.run = run;
        this.fence = fence;
        this.services = services;
        this.face = face;
        this.setbacks = setbacks;
        this.effects = new RoundEffects(run, fence, services);
        this.log = new RunLog(run.run(), run.plan());
        this.model = new RunModel(run, fence, services);
    }

    /** Plays until the run is over (true) or the face is closed (false). */
    boolean live(BlockingQueue<Consumer<RunLoop>> commands) throws InterruptedException {
        begin();
        while (!face.closed() && active()) {
            if (!step()) {
                hear(commands.poll(untilDeadline(), TimeUnit.MILLISECONDS));
            }
        }
        return !active();
    }

    /** Takes the run up where its stored events left it, unless another owner ended it. First of all, and once. */
    void begin() throws InterruptedException {
        restore();
        if (active() && log.round() == 0) {
            guarded("initial-model", () -> {
                model.ensure();
                return Optional.empty();
            });
        }
    }

    /** Whether the run is not over. */
    boolean active() {
        return status == RunView.Status.ACTIVE;
    }

    /** Does one thing that is due, to its end; false if there is nothing but to wait for a word or for the deadline. */
    boolean step() throws InterruptedException {
        Effect effect = due.poll();
        if (effect != null) {
            perform(effect);
        } else if (log.betweenRounds()) {
            openNextOrEnd();
        } else {
            return false;
        }
        return true;
    }

    /** Takes a word, or without one looks at the clock. */
    void hear(@Nullable Consumer<RunLoop> word) {
        if (word == null) {
            handle(new RoundEvent.DeadlinePassed(log.round()));
        } else {
            word.accept(this);
        }
    }

    private void restore() {
        due.addAll(log.replay(services.rounds().events(run.run(), 1)));
        Set<String> done = services.rounds().effectsDone(run.run(), log.round());
        due.removeIf(effect -> done.contains(effect.id()));
        status = RunView.Status.valueOf(services.runs().find(run.run()).orElseThrow().status().name());
        publish();
        if (active()) {
            recountAccepted();
            heedStop();
        }
    }

    /** A report may have been accepted just before a crash, and its event not stored. */
    private void recountAccepted() {
        if (log.state().orElse(null) instanceof RoundState.Reporting reporting) {
            services.rounds().accepted(run.run(), reporting.round()).stream().map(AcceptedUpdate::device)
                    .forEach(device -> handle(new RoundEvent.UpdateAccepted(reporting.round(), device)));
        }
    }

    private void openNextOrEnd() {
        if (log.failure().isPresent()) {
            end(RunStatus.FAILED);
        } else if (log.stopped()) {
            end(RunStatus.STOPPED);
        } else if (log.round() == run.plan().rounds()) {
            end(RunStatus.FINISHED);
        } else {
            handle(new RoundEvent.Opened(log.round() + 1, model.newest().version()));
            drawIfReady();
        }
    }

    private void end(RunStatus ending) {
        services.runs().setStatus(fence, ending);
        status = RunView.Status.valueOf(ending.name());
        publish();
    }

    /** Milliseconds until the clock is to be looked at. */
    long untilDeadline() {
        return Math.clamp(log.deadline() - services.clock().millis(), 0, LONGEST_WAIT_MILLIS);
    }

    /** Ends the run if the face was told to; stored before anything is done about it, as what happens to rounds. */
    void heedStop() {
        String why = face.stopWish();
        if (why != null && !log.stopped()) {
            handle(new RoundEvent.Stopped(Math.max(1, log.round()), why));
        }
    }

    /** Stops if it was played under this right, which is lost. */
    void giveUp(Fence taken) {
        if (taken.equals(fence)) {
            throw new StaleEpochException(fence);
        }
    }

    void drawIfReady() {
        if (log.state().orElse(null) instanceof RoundState.Selecting selecting) {
            List<String> available = services.pool().available(services.clock().instant(),
                    run.plan().round().requirements());
            if (available.size() >= run.plan().round().pool()) {
                handle(new RoundEvent.PoolReady(selecting.round(), available));
            }
        }
    }

    /** Stores an event if it changes the round or the run, then takes it in; its effects are due. */
    void handle(RoundEvent event) {
        if (log.round() > 0 && event.round() > log.round() + (event instanceof RoundEvent.Opened ? 1 : 0)) {
            throw new StaleEpochException(fence); // that round was opened by another owner
        }
        // To the millisecond, as it will be read back: the same history, live or after a restart.
        Instant now = Instant.ofEpochMilli(services.clock().millis());
        Optional<Transition> transition = log.next(event, now);
        if (transition.map(Transition::changed).orElse(false) || log.concernsTheRun(event)) {
            services.rounds().append(fence, event.round(), EventCodec.encode(event), now);
            int before = log.history().size();
            log.take(event, now, transition);
            transition.ifPresent(step -> due.addAll(step.effects()));
            publish();
            log.history().stream().skip(before).forEach(face::publish);
        }
    }

    private void perform(Effect effect) throws InterruptedException {
        if (guarded(effect.id(), () -> effects.perform(effect, log.baseVersion()))) {
            services.rounds().effectDone(fence, effect.round(), effect.id());
        }
    }

    private interface Work {
        Optional<RoundEvent> perform() throws RejectedException, AggregationException, InterruptedException;
    }

    /**
     * Does work that may fail for reasons of what was stored, or of code that is not ours (evaluators, initial models): whatever
     * it is, the round hears of it and the run ends with the cause in words. Not so when we are being closed under its feet: then
     * the work is begun again by the next owner. When storage breaks we begin it again ourselves, as long as that is bearable.
     *
     * @return whether the work is over, one way or the other
     */
    private boolean guarded(String id, Work work) throws InterruptedException {
        Optional<RoundEvent> outcome;
        try {
            outcome = work.perform();
        } catch (StaleEpochException lost) {
            throw lost;
        } catch (StoreException broken) {
            if (face.closed() || setbacks.bearable(id)) {
                throw broken;
            }
            outcome = failed(id, broken);
        } catch (RejectedException | AggregationException | RuntimeException failure) {
            if (face.closed()) {
                LOG.info("run {} round {}: {} was left undone", run.run(), log.round(), id, failure);
                return false;
            }
            outcome = failed(id, failure);
        }
        outcome.ifPresent(this::handle);
        setbacks.over(id);
        return true;
    }

    private Optional<RoundEvent> failed(String id, Exception failure) {
        LOG.error("run {} round {}: {} failed", run.run(), log.round(), id, failure);
        return Optional.of(new RoundEvent.EffectFailed(Math.max(1, log.round()), id,
                Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName())));
    }

    private void publish() {
        if (log.state().orElse(null) instanceof RoundState.Reporting reporting) {
            OpenRound before = open;
            RoundKeyPair key = before != null && before.round() == reporting.round() ? before.key()
                    : effects.key(reporting.round());
            open = new OpenRound(run.run(), run.plan(), run.planHash(), log.baseVersion(), key, reporting);
        } else {
            open = null;
        }
        face.publish(log.view(status), open);
    }
}
