package io.tributary.coordinator.shell;

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
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.ModelManifest;
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
 * another. One thread, so nothing here is locked.
 */
final class OwnedRun {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedRun.class);
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final PlannedRun run;
    private final Fence fence;
    private final RunServices services;
    private final RunShell face;
    private final RoundEffects effects;
    private final RoundKeys keys;
    private final RunLog log;
    private final Deque<Effect> due = new ArrayDeque<>();
    private RunView.Status status = RunView.Status.ACTIVE;
    private @Nullable String stopWish;
    private @Nullable OpenRound open;

    OwnedRun(PlannedRun run, Fence fence, RunServices services, RunShell face) {
        this.run = run;
        this.fence = fence;
        this.services = services;
        this.face = face;
        this.effects = new RoundEffects(run, fence, services);
        this.keys = new RoundKeys(services.keys(), run.run());
        this.log = new RunLog(run.run(), run.plan());
    }

    /** Plays until the run is over (true) or the face is closed (false). */
    boolean live(BlockingQueue<Consumer<OwnedRun>> commands) throws InterruptedException {
        restore();
        ensureModel();
        while (!face.closed() && status == RunView.Status.ACTIVE) {
            Effect effect = due.poll();
            if (effect != null) {
                perform(effect);
            } else if (log.betweenRounds()) {
                openNextOrEnd();
            } else {
                await(commands);
            }
        }
        return status != RunView.Status.ACTIVE;
    }

    private void restore() {
        for (StoredEvent stored : services.rounds().events(run.run(), 1)) {
            RoundEvent event = EventCodec.decode(stored.json());
            if (event instanceof RoundEvent.Opened) {
                due.clear();
            }
            Optional<Transition> transition = log.next(event, stored.at());
            log.take(event, stored.at(), transition);
            transition.ifPresent(step -> due.addAll(step.effects()));
        }
        Set<String> done = services.rounds().effectsDone(run.run(), log.round());
        due.removeIf(effect -> done.contains(effect.id()));
        publish();
        recountAccepted();
    }

    /** A report may have been accepted just before a crash, and its event not stored. */
    private void recountAccepted() {
        if (log.state().orElse(null) instanceof RoundState.Reporting reporting) {
            services.rounds().accepted(run.run(), reporting.round()).stream().map(AcceptedUpdate::device)
                    .forEach(device -> handle(new RoundEvent.UpdateAccepted(reporting.round(), device)));
        }
    }

    /** The model's first version, unless it has one already; one of another layout cannot be trained by this plan. */
    private void ensureModel() throws InterruptedException {
        String model = run.plan().model();
        guarded("initial-model", () -> {
            boolean there = services.registry().newest(model).isPresent();
            if (!there) {
                services.registry().genesis(fence, run.plan(), run.planHash(),
                        services.initialModel().apply(run.plan()));
            } else if (!newestVersion().layout().equals(run.plan().layout())) {
                throw new IllegalStateException("model '" + model + "' is there with another layout; name another");
            }
            return Optional.empty();
        });
    }

    private ModelManifest newestVersion() {
        return services.registry().newest(run.plan().model()).orElseThrow().manifest();
    }

    private void openNextOrEnd() {
        if (log.failure().isPresent()) {
            end(RunStatus.FAILED);
        } else if (stopWish != null) {
            end(RunStatus.STOPPED);
        } else if (log.round() == run.plan().rounds()) {
            end(RunStatus.FINISHED);
        } else {
            handle(new RoundEvent.Opened(log.round() + 1, newestVersion().version()));
            drawIfReady();
        }
    }

    private void end(RunStatus ending) {
        services.runs().setStatus(fence, ending);
        status = RunView.Status.valueOf(ending.name());
        publish();
    }

    private void await(BlockingQueue<Consumer<OwnedRun>> commands) throws InterruptedException {
        Consumer<OwnedRun> command = commands.poll(untilDeadline(), TimeUnit.MILLISECONDS);
        if (command == null) {
            handle(new RoundEvent.DeadlinePassed(log.round()));
        } else {
            command.accept(this);
        }
    }

    private long untilDeadline() {
        long deadline = switch (log.state().orElse(null)) {
            case RoundState.Selecting selecting -> selecting.deadline();
            case RoundState.Reporting reporting -> reporting.deadline();
            case null, default -> Long.MAX_VALUE;
        };
        return Math.clamp(deadline - services.clock().millis(), 0, LONGEST_WAIT_MILLIS);
    }

    void stop(String why) {
        stopWish = why;
        if (!log.betweenRounds()) {
            handle(new RoundEvent.Stopped(log.round(), why));
        }
    }

    void drawIfReady() {
        if (log.state().orElse(null) instanceof RoundState.Selecting selecting) {
            List<String> available = services.pool().available(services.clock().instant());
            if (available.size() >= run.plan().round().pool()) {
                handle(new RoundEvent.PoolReady(selecting.round(), available));
            }
        }
    }

    /** Stores an event if it changes something, then takes it in; its effects are due. */
    void handle(RoundEvent event) {
        // To the millisecond, as it will be read back: the same history, live or after a restart.
        Instant now = Instant.ofEpochMilli(services.clock().millis());
        Optional<Transition> transition = log.next(event, now);
        boolean changes = transition.map(Transition::changed).orElse(false);
        if (changes || event instanceof RoundEvent.EffectFailed) {
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
     * Does work that may fail for reasons of storage, of what was stored, or of code that is not ours (evaluators, initial
     * models): whatever it is, the round hears of it and the run ends with the cause in words. Not so when we are being closed
     * under its feet: then the work is begun again by the next owner.
     *
     * @return whether the work is over, one way or the other
     */
    private boolean guarded(String id, Work work) throws InterruptedException {
        Optional<RoundEvent> outcome;
        try {
            outcome = work.perform();
        } catch (StaleEpochException lost) {
            throw lost;
        } catch (RejectedException | AggregationException | RuntimeException failure) {
            if (face.closed()) {
                LOG.info("run {} round {}: {} was left undone", run.run(), log.round(), id, failure);
                return false;
            }
            LOG.error("run {} round {}: {} failed", run.run(), log.round(), id, failure);
            outcome = Optional.of(new RoundEvent.EffectFailed(Math.max(1, log.round()), id, words(failure)));
        }
        outcome.ifPresent(this::handle);
        return true;
    }

    private static String words(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private void publish() {
        if (log.state().orElse(null) instanceof RoundState.Reporting reporting) {
            OpenRound before = open;
            RoundKeyPair key = before != null && before.round() == reporting.round() ? before.key()
                    : keys.require(reporting.round());
            open = new OpenRound(run.run(), run.plan(), run.planHash(), log.baseVersion(), key, reporting);
        } else {
            open = null;
        }
        face.publish(log.view(status), open);
    }
}
