package io.tributary.coordinator.round;

import io.tributary.coordinator.round.RoundState.Abandoned;
import io.tributary.coordinator.round.RoundState.Aggregating;
import io.tributary.coordinator.round.RoundState.Committed;
import io.tributary.coordinator.round.RoundState.Configuring;
import io.tributary.coordinator.round.RoundState.Reporting;
import io.tributary.coordinator.round.RoundState.Selecting;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.RoundSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides what a round does next: {@code (state, event, now, random) -> (state, effects)}. It is pure, so the same events at
 * the same times give the same states and effects, in a simulated world as in a real one. A round is first told
 * {@link RoundEvent.Opened}, then whatever happens to it; {@link TransitionTable} says what may. Immutable.
 */
public final class RoundMachine {
    private final RoundSpec spec;

    /** A machine for the rounds of one plan. */
    public RoundMachine(RoundSpec spec) {
        this.spec = spec;
    }

    /** The first state of a round that opened {@code now}. */
    public Transition open(RoundEvent.Opened opened, Instant now) {
        long deadline = now.plusSeconds(spec.selectionSeconds()).toEpochMilli();
        return Transition.to(new Selecting(opened.round(), deadline));
    }

    /**
     * The next state, and what to do about it. An event of an earlier round, a late tick and a duplicate change nothing.
     *
     * @param random the round's own generator, fresh: {@link CohortDraw#generator}
     * @throws IllegalTransitionException if the table has no such transition
     */
    public Transition apply(RoundState state, RoundEvent event, Instant now, RandomGenerator random) {
        if (event.round() != state.round()) {
            return ofAnotherRound(state, event);
        }
        Set<Phase> targets = TransitionTable.targets(state.phase(), event.getClass())
                .orElseThrow(() -> new IllegalTransitionException(state, event, "no such transition"));
        if (targets.isEmpty()) {
            return Transition.none(state);
        }
        Transition transition = next(state, event, now, random);
        if (transition.changed() && !targets.contains(transition.state().phase())) {
            throw new IllegalTransitionException(state, event, "must not lead to " + transition.state().phase());
        }
        return transition;
    }

    private static Transition ofAnotherRound(RoundState state, RoundEvent event) {
        if (event.round() > state.round()) {
            throw new IllegalTransitionException(state, event, "that round is not open yet");
        }
        return Transition.none(state);
    }

    private Transition next(RoundState state, RoundEvent event, Instant now, RandomGenerator random) {
        return switch (state) {
            case Selecting selecting -> selecting(selecting, event, now, random);
            case Configuring configuring -> configuring(configuring, event);
            case Reporting reporting -> reporting(reporting, event, now);
            case Aggregating aggregating -> aggregating(aggregating, event);
            case Committed committed -> committed(committed, event);
            case Abandoned abandoned -> Transition.none(abandoned);
        };
    }

    private Transition selecting(Selecting state, RoundEvent event, Instant now, RandomGenerator random) {
        return switch (event) {
            case RoundEvent.PoolReady pool -> draw(state, pool, now, random);
            case RoundEvent.DeadlinePassed _ when now.toEpochMilli() >= state.deadline() -> Transition.to(
                    new Abandoned(state.round(), AbandonReason.SELECTION_TIMED_OUT, "fewer than " + spec.pool()
                            + (spec.source() == CohortSource.WAITING ? " devices checked in within "
                                    : " devices were enrolled within ")
                            + spec.selectionSeconds() + " s"));
            case RoundEvent.Stopped stopped ->
                    Transition.to(new Abandoned(state.round(), AbandonReason.STOPPED, stopped.why()));
            case RoundEvent.DeadlinePassed _ -> Transition.none(state); // it has not passed yet
            case RoundEvent.Opened _,RoundEvent.OfferPublished _,RoundEvent.UpdateAccepted _,RoundEvent.Declined _,RoundEvent.ReportsClosed _,RoundEvent.UpdateExcluded _,RoundEvent.VersionCommitted _,RoundEvent.Evaluated _,RoundEvent.NotEvaluated _,RoundEvent.EffectFailed _,RoundEvent.KeyLost _,RoundEvent.Resumed _ ->
                    throw unhandled(state, event);
        };
    }

    private Transition draw(Selecting state, RoundEvent.PoolReady pool, Instant now, RandomGenerator random) {
        List<String> cohort = CohortDraw.draw(pool.devices(), spec.selected(), random);
        if (cohort.size() < spec.minReports()) {
            return Transition.none(state);
        }
        int round = state.round();
        long deadline = now.plusSeconds(spec.deadlineSeconds()).toEpochMilli();
        return Transition.to(new Configuring(round, cohort, deadline), new Effect.MakeRoundKey(round),
                new Effect.OpenReports(round, cohort), new Effect.PublishOffer(round, deadline));
    }

    private static Transition configuring(Configuring state, RoundEvent event) {
        return switch (event) {
            case RoundEvent.OfferPublished published -> Transition.to(
                    new Reporting(state.round(), Tally.of(state.cohort()), published.offer(), state.deadline(), false));
            case RoundEvent.EffectFailed failed ->
                    abandon(state, AbandonReason.CONFIGURATION_FAILED, failed.cause(), true);
            case RoundEvent.KeyLost lost -> abandon(state, AbandonReason.KEY_LOST, lost.why(), true);
            case RoundEvent.Stopped stopped -> abandon(state, AbandonReason.STOPPED, stopped.why(), true);
            case RoundEvent.Opened _,RoundEvent.PoolReady _,RoundEvent.UpdateAccepted _,RoundEvent.Declined _,RoundEvent.DeadlinePassed _,RoundEvent.ReportsClosed _,RoundEvent.UpdateExcluded _,RoundEvent.VersionCommitted _,RoundEvent.Evaluated _,RoundEvent.NotEvaluated _,RoundEvent.Resumed _ ->
                    throw unhandled(state, event);
        };
    }

    private Transition reporting(Reporting state, RoundEvent event, Instant now) {
        return switch (event) {
            case RoundEvent.UpdateAccepted accepted -> counted(state, state.tally().report(accepted.device()));
            case RoundEvent.Declined declined ->
                    counted(state, state.tally().decline(declined.device(), declined.word(), declined.why()));
            case RoundEvent.DeadlinePassed _ when now.toEpochMilli() >= state.deadline() -> close(state);
            case RoundEvent.ReportsClosed closed -> closed(state, closed);
            case RoundEvent.EffectFailed failed ->
                    abandon(state, AbandonReason.AGGREGATION_FAILED, failed.cause(), !state.closing());
            case RoundEvent.KeyLost lost -> abandon(state, AbandonReason.KEY_LOST, lost.why(), !state.closing());
            case RoundEvent.Stopped stopped ->
                    abandon(state, AbandonReason.STOPPED, stopped.why(), !state.closing());
            case RoundEvent.DeadlinePassed _ -> Transition.none(state); // it has not passed yet
            case RoundEvent.Opened _,RoundEvent.PoolReady _,RoundEvent.OfferPublished _,RoundEvent.UpdateExcluded _,RoundEvent.VersionCommitted _,RoundEvent.Evaluated _,RoundEvent.NotEvaluated _,RoundEvent.Resumed _ ->
                    throw unhandled(state, event);
        };
    }

    private Transition counted(Reporting state, Tally tally) {
        if (tally.equals(state.tally())) {
            return Transition.none(state);
        }
        Reporting counted = new Reporting(state.round(), tally, state.offer(), state.deadline(), state.closing());
        boolean close = !state.closing() && tally.complete(spec.reportGoal(), spec.minReports());
        return close ? close(counted) : Transition.to(counted);
    }

    private static Transition close(Reporting state) {
        if (state.closing()) {
            return Transition.none(state);
        }
        return Transition.to(new Reporting(state.round(), state.tally(), state.offer(), state.deadline(), true),
                new Effect.CloseReports(state.round()));
    }

    private Transition closed(Reporting state, RoundEvent.ReportsClosed closed) {
        if (!state.tally().cohort().containsAll(closed.accepted())) {
            throw new IllegalTransitionException(state, closed, "the accepted set is not from the cohort");
        }
        int count = closed.accepted().size();
        if (count < spec.minReports()) {
            boolean nobody = state.tally().declined().size() == state.tally().cohort().size();
            return abandon(state, nobody ? AbandonReason.EVERYONE_DECLINED : AbandonReason.TOO_FEW_REPORTS,
                    tooFew(count, state.tally()), false);
        }
        return aggregate(new Aggregating(state.round(), state.tally(), closed.accepted(), 0));
    }

    private String tooFew(int count, Tally tally) {
        String said = tally.refusals();
        return count + " of " + tally.cohort().size() + " devices reported, at least " + spec.minReports() + " must"
                + (said.isEmpty() ? "" : "; " + said);
    }

    private static Transition aggregate(Aggregating state) {
        return Transition.to(state, new Effect.Aggregate(state.round(), state.accepted(), state.excluded()));
    }

    /** Leaves out an update that had been accepted; the plan's least number of updates must still be reached. */
    private Transition without(Aggregating state, RoundEvent.UpdateExcluded excluded) {
        if (!state.accepted().contains(excluded.device())) {
            return Transition.none(state);
        }
        List<String> left = state.accepted().stream().filter(device -> !device.equals(excluded.device())).toList();
        if (left.size() < spec.minReports()) {
            return abandon(state, AbandonReason.TOO_FEW_GOOD_UPDATES,
                    left.size() + " accepted updates are left, at least "
                            + spec.minReports() + " must be; at last " + excluded.why(),
                    false);
        }
        return aggregate(new Aggregating(state.round(), state.tally(), left, state.excluded() + 1));
    }

    private Transition aggregating(Aggregating state, RoundEvent event) {
        int round = state.round();
        return switch (event) {
            case RoundEvent.UpdateExcluded excluded -> without(state, excluded);
            case RoundEvent.VersionCommitted committed -> Transition.to(
                    new Committed(round, committed.version(), false), new Effect.DestroyRoundKey(round),
                    new Effect.DeleteUpdates(round), new Effect.DeleteOldVersions(round, committed.version()),
                    new Effect.Evaluate(round, committed.version()));
            case RoundEvent.EffectFailed failed ->
                    abandon(state, AbandonReason.AGGREGATION_FAILED, failed.cause(), false);
            case RoundEvent.KeyLost lost -> abandon(state, AbandonReason.KEY_LOST, lost.why(), false);
            case RoundEvent.Opened _,RoundEvent.PoolReady _,RoundEvent.OfferPublished _,RoundEvent.UpdateAccepted _,RoundEvent.Declined _,RoundEvent.DeadlinePassed _,RoundEvent.ReportsClosed _,RoundEvent.Evaluated _,RoundEvent.NotEvaluated _,RoundEvent.Stopped _,RoundEvent.Resumed _ ->
                    throw unhandled(state, event);
        };
    }

    /** A measurement, or its failure, ends the round. A failed deletion does not undo a version. */
    private static Transition committed(Committed state, RoundEvent event) {
        boolean ends = switch (event) {
            case RoundEvent.Evaluated _,RoundEvent.NotEvaluated _ -> true;
            case RoundEvent.EffectFailed failed -> failed.effect().equals(Effect.Evaluate.ID);
            case RoundEvent.Opened _,RoundEvent.PoolReady _,RoundEvent.OfferPublished _,RoundEvent.UpdateAccepted _,RoundEvent.Declined _,RoundEvent.DeadlinePassed _,RoundEvent.ReportsClosed _,RoundEvent.UpdateExcluded _,RoundEvent.VersionCommitted _,RoundEvent.KeyLost _,RoundEvent.Stopped _,RoundEvent.Resumed _ ->
                    throw unhandled(state, event);
        };
        return ends && !state.evaluated() ? Transition.to(new Committed(state.round(), state.version(), true))
                : Transition.none(state);
    }

    /** The table lets an event through that a state has no rule for: an error of ours. */
    private static IllegalTransitionException unhandled(RoundState state, RoundEvent event) {
        return new IllegalTransitionException(state, event, "the table has the transition, the machine no rule for it");
    }

    private static Transition abandon(RoundState state, AbandonReason reason, String detail, boolean reportsOpen) {
        List<Effect> effects = new ArrayList<>();
        if (reportsOpen) {
            effects.add(new Effect.CloseReports(state.round()));
        }
        effects.add(new Effect.DestroyRoundKey(state.round()));
        effects.add(new Effect.DeleteUpdates(state.round()));
        return Transition.to(new Abandoned(state.round(), reason, detail), effects);
    }
}
