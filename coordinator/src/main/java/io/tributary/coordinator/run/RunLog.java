package io.tributary.coordinator.run;

import io.tributary.coordinator.round.CohortDraw;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundMachine;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Tally;
import io.tributary.coordinator.round.Transition;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as its events describe it: the state of the current round and the history of the rounds before. The same events give the same
 * log, live or read back from the store. One thread.
 */
final class RunLog {
    private final String run;
    private final RunPlan plan;
    private final RoundMachine machine;
    private final PastRounds past;
    private @Nullable RoundState state;
    private @Nullable RoundSummary summary;
    private @Nullable String failure;
    private int cohort;
    private int reported;
    private boolean over = true;
    private final UnsettledRounds unsettled;
    private final AbandonedRounds abandonedRounds = new AbandonedRounds();
    private boolean stopped;

    RunLog(String run, RunPlan plan) {
        this.run = run;
        this.plan = plan;
        this.machine = new RoundMachine(plan.round());
        this.past = new PastRounds(plan.rounds());
        this.unsettled = new UnsettledRounds(past::add);
    }

    /**
     * Recalls the rounds that are stored in place of their events, and applies the events after them in their order.
     *
     * @return the effects of the current round, done or not, in order, but for those of {@link #unmeasured}
     * @throws DamagedException if one of them cannot be read, or cannot have happened
     */
    List<Effect> replay(StoredLog stored) {
        return new LogReplay(run, this).replay(stored);
    }

    /**
     * Applies the events that were stored after the one of sequence number {@code before}, which was applied last.
     *
     * @throws DamagedException as in {@link #replay}; this log is of no use then
     */
    void goOn(long before, List<StoredEvent> events) {
        new LogReplay(run, this).replay(before, events);
    }

    /** The transition that an event would cause; nothing changes yet. Empty if no round was opened. */
    Optional<Transition> next(RoundEvent event, Instant at) {
        if (event instanceof RoundEvent.Opened opened && opened.round() > round()) {
            return Optional.of(machine.open(opened, at));
        }
        return Optional.ofNullable(state).map(
                current -> machine.apply(current, event, at, CohortDraw.generator(plan.seed(), current.round())));
    }

    /** Whether an event changes the run, even if it does not change the round. */
    boolean changesTheRun(RoundEvent event) {
        return event instanceof RoundEvent.EffectFailed || (event instanceof RoundEvent.Stopped && !stopped)
                || unsettled.await(event);
    }

    /** Applies a stored event and the transition that {@link #next} gave for it. */
    void apply(RoundEvent event, Instant at, Optional<Transition> transition) {
        if (event instanceof RoundEvent.EffectFailed failed && failure == null) {
            failure = "round " + failed.round() + ", " + failed.effect() + ": " + failed.cause();
        }
        stopped |= event instanceof RoundEvent.Stopped;
        if (event instanceof RoundEvent.Resumed) {
            failure = null;
            stopped = false;
            abandonedRounds.forget();
            if (over) {
                past.resumed();
            }
        }
        transition.filter(Transition::changed).ifPresent(step -> advance(event, at, step.state()));
        unsettled.happened(event, at);
    }

    private void advance(RoundEvent event, Instant at, RoundState after) {
        if (event instanceof RoundEvent.Opened opened) {
            summary = new RoundSummary(opened, at);
            cohort = 0;
            reported = 0;
            over = false;
        }
        state = after;
        RoundSummary current = summary;
        if (current != null) {
            current.apply(event, at, after);
            count(after);
            if (!over && ended(after)) {
                over = true;
                abandonedRounds.over(after, at);
                unsettled.add(new EndedRound(current, after, at));
            }
        }
    }

    private void count(RoundState after) {
        switch (after) {
            case RoundState.Configuring configuring -> cohort = configuring.cohort().size();
            case RoundState.Reporting reporting -> count(reporting.tally());
            case RoundState.Aggregating aggregating -> count(aggregating.tally());
            case RoundState.Selecting _,RoundState.Committed _,RoundState.Abandoned _ -> {}
        }
    }

    private void count(Tally tally) {
        cohort = tally.cohort().size();
        reported = tally.reported().size();
    }

    private static boolean ended(RoundState state) {
        return switch (state) {
            case RoundState.Committed _,RoundState.Abandoned _ -> true;
            case RoundState.Selecting _,RoundState.Configuring _,RoundState.Reporting _,RoundState.Aggregating _ ->
                    false;
        };
    }

    /**
     * Whether a round may be opened: none was yet, or the last one is over. At most one round is measured while another one is under way.
     */
    boolean betweenRounds() {
        return over && unsettled.atMostOne();
    }

    /** Whether a round was opened and is not over. */
    boolean isUnderWay() {
        return !over;
    }

    /** Whether no round is left to be played. */
    boolean lastRoundIsOver() {
        return over && round() == lastRound();
    }

    /** Whether all rounds are over, and whatever of them is measured was. */
    boolean settled() {
        return over && unsettled.isEmpty();
    }

    /** What is to be measured still, in order. */
    List<Effect> unmeasured() {
        return unsettled.unmeasured();
    }

    /** Whether the current round's updates will never be opened again: it has made its version, or never will. */
    boolean needsNoKey() {
        return state instanceof RoundState.Committed || state instanceof RoundState.Abandoned;
    }

    /** Number of the current or last round, 0 before the first. */
    int round() {
        return state == null ? past.views().size() : state.round();
    }

    /** Number of the last round: as many as were planned, and one more for each that is played again after a resume. */
    int lastRound() {
        return past.last();
    }

    /** Why the run is to be paused before its next round. */
    Optional<String> reasonToPause() {
        return abandonedRounds.reasonToPause(plan.round().maxAbandoned());
    }

    /** When the next round may be opened, in epoch milliseconds. */
    long notBefore() {
        return abandonedRounds.notBefore();
    }

    /** Why the run came to nothing: no round made a model version. Empty if one did, or none is over. */
    Optional<String> cameToNothing() {
        return past.cameToNothing();
    }

    /** State of the current or last round. */
    Optional<RoundState> state() {
        return Optional.ofNullable(state);
    }

    /** The deadline of the current round in epoch milliseconds; {@link Long#MAX_VALUE} if it has none. */
    long deadline() {
        return switch (state) {
            case RoundState.Selecting selecting -> selecting.deadline();
            case RoundState.Reporting reporting -> reporting.deadline();
            case null -> Long.MAX_VALUE;
            case RoundState.Configuring _,RoundState.Aggregating _,RoundState.Committed _,RoundState.Abandoned _ ->
                    Long.MAX_VALUE;
        };
    }

    /** The model version that the current round trains from, even after it made the next; 0 before the first round. */
    int baseVersion() {
        return summary == null ? 0 : summary.baseVersion();
    }

    private int modelVersion() {
        return summary == null ? 0 : summary.modelVersion();
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
        return past.views();
    }

    /** The rounds that are over, and which of them are stored in place of their events. */
    PastRounds past() {
        return past;
    }

    /**
     * The run as operators see it.
     *
     * @param reason why it has this status, as stored; if that is empty, what has failed so far says why
     */
    RunView view(RunView.Status status, String reason) {
        return new RunView(run, plan.name(), status, reason.isEmpty() ? failure : reason, round(), lastRound(), shown(),
                cohort, reported,
                modelVersion(), past.views());
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
