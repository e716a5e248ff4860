package io.tributary.coordinator.run;

import io.tributary.coordinator.round.CohortDraw;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundMachine;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Tally;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as its events told it: the state of its present round and the history of those before. The same events give the same
 * log, live or read back from the store. One thread.
 */
final class RunLog {
    /** State name of a round that waits for its pool. */

    private final String run;
    private final RunPlan plan;
    private final RoundMachine machine;
    private final List<RoundView> history = new ArrayList<>();
    private @Nullable RoundState state;
    private @Nullable RoundSummary story;
    private @Nullable String failure;
    private int cohort;
    private int reported;
    private boolean over = true;
    private boolean stopped;

    RunLog(String run, RunPlan plan) {
        this.run = run;
        this.plan = plan;
        this.machine = new RoundMachine(plan.round());
    }

    /**
     * Takes in what was stored, in its order.
     *
     * @return the effects of the present round, done or not, in order
     */
    List<Effect> replay(List<StoredEvent> events) {
        List<Effect> effects = new ArrayList<>();
        for (StoredEvent stored : events) {
            RoundEvent event = EventCodec.decode(stored.json());
            if (event instanceof RoundEvent.Opened) {
                effects.clear();
            } else if (event instanceof RoundEvent.UpdateExcluded) {
                effects.removeIf(Effect.Aggregate.class::isInstance); // of a set that counts no more
            }
            Optional<Transition> transition = next(event, stored.at());
            take(event, stored.at(), transition);
            transition.ifPresent(step -> effects.addAll(step.effects()));
        }
        return effects;
    }

    /** What an event would make of the present round; nothing changes yet. Empty if there is no round to happen to. */
    Optional<Transition> next(RoundEvent event, Instant at) {
        if (event instanceof RoundEvent.Opened opened && opened.round() > round()) {
            return Optional.of(machine.open(opened, at));
        }
        return Optional.ofNullable(state).map(
                present -> machine.apply(present, event, at, CohortDraw.generator(plan.seed(), present.round())));
    }

    /** Whether an event is for the run to remember, even if it changes nothing about the round. */
    boolean concernsTheRun(RoundEvent event) {
        return event instanceof RoundEvent.EffectFailed || (event instanceof RoundEvent.Stopped && !stopped);
    }

    /** Takes a stored event in; the transition is the one that {@link #next} gave, if it gave one. */
    void take(RoundEvent event, Instant at, Optional<Transition> transition) {
        if (event instanceof RoundEvent.EffectFailed failed && failure == null) {
            failure = "round " + failed.round() + ", " + failed.effect() + ": " + failed.cause();
        }
        stopped |= event instanceof RoundEvent.Stopped;
        if (event instanceof RoundEvent.Resumed) {
            failure = null;
            stopped = false;
        }
        transition.filter(Transition::changed).ifPresent(step -> advance(event, at, step.state()));
    }

    private void advance(RoundEvent event, Instant at, RoundState after) {
        if (event instanceof RoundEvent.Opened opened) {
            story = new RoundSummary(opened, at);
            cohort = 0;
            reported = 0;
            over = false;
        }
        state = after;
        RoundSummary told = story;
        if (told != null) {
            told.hear(event, at, after);
            count(after);
            if (!over && ended(after)) {
                over = true;
                history.add(told.view(after, at));
            }
        }
    }

    private void count(RoundState after) {
        switch (after) {
            case RoundState.Configuring configuring -> cohort = configuring.cohort().size();
            case RoundState.Reporting reporting -> count(reporting.tally());
            case RoundState.Aggregating aggregating -> count(aggregating.tally());
            default -> {}
        }
    }

    private void count(Tally tally) {
        cohort = tally.cohort().size();
        reported = tally.reported().size();
    }

    private static boolean ended(RoundState state) {
        return switch (state) {
            case RoundState.Committed committed -> committed.evaluated();
            case RoundState.Abandoned _ -> true;
            default -> false;
        };
    }

    /** Whether no round is under way: none was opened yet, or the last one is over. */
    boolean betweenRounds() {
        return over;
    }

    /** The present or last round, 0 before the first. */
    int round() {
        return state == null ? 0 : state.round();
    }

    /** State of the present or last round. */
    Optional<RoundState> state() {
        return Optional.ofNullable(state);
    }

    /** When the present round waits no longer, in epoch milliseconds; the end of time if it waits for no deadline. */
    long deadline() {
        return switch (state) {
            case RoundState.Selecting selecting -> selecting.deadline();
            case RoundState.Reporting reporting -> reporting.deadline();
            case null, default -> Long.MAX_VALUE;
        };
    }

    /** The version that the present round trains from, whatever it made since; 0 before the first round. */
    int baseVersion() {
        return story == null ? 0 : story.baseVersion();
    }

    private int modelVersion() {
        return story == null ? 0 : story.modelVersion();
    }

    /** Whether the run was told to stop: no round is opened any more. */
    boolean stopped() {
        return stopped;
    }

    /** Why the run cannot go on, in words. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** The rounds that are over, oldest first. */
    List<RoundView> history() {
        return List.copyOf(history);
    }

    /** The run as operators see it. */
    RunView view(RunView.Status status) {
        return new RunView(run, plan.name(), status, failure, round(), plan.rounds(), shown(), cohort, reported,
                modelVersion(), history);
    }

    private RunView.State shown() {
        if (state == null) {
            return RunView.State.STARTING;
        }
        return switch (state.phase()) {
            case SELECTING -> RunView.State.SELECTING;
            case CONFIGURING -> RunView.State.CONFIGURING;
            case REPORTING -> RunView.State.REPORTING;
            case AGGREGATING -> RunView.State.AGGREGATING;
            case COMMITTED -> RunView.State.COMMITTED;
            case ABANDONED -> RunView.State.ABANDONED;
        };
    }
}
