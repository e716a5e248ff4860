package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RoundStore;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The effects that are to be performed, one after another; what is over is stored, and what came of it is handed on. One thread. */
final class DueEffects {
    private final Fence fence;
    private final RoundStore rounds;
    private final RoundEffects effects;
    private final EffectGuard guard;
    private final RetryBudget retries;
    private final RunLog log;
    private final Consumer<RoundEvent> happened;
    private final Deque<Effect> due = new ArrayDeque<>();

    /** @param happened takes the events that effects and guarded work end with */
    DueEffects(Fence fence, RoundStore rounds, RoundEffects effects, EffectGuard guard, RetryBudget retries, RunLog log,
            Consumer<RoundEvent> happened) {
        this.fence = fence;
        this.rounds = rounds;
        this.effects = effects;
        this.guard = guard;
        this.retries = retries;
        this.log = log;
        this.happened = happened;
    }

    void add(Collection<Effect> more) {
        due.addAll(more);
    }

    /** Whether no effect is due. */
    boolean isEmpty() {
        return due.isEmpty();
    }

    /** Effects of these ids were performed already. */
    void skip(Set<String> done) {
        due.removeIf(effect -> done.contains(effect.id()));
    }

    /** Performs the next effect. @return false if none is due */
    boolean performNext() throws InterruptedException {
        Effect effect = due.poll();
        if (effect == null) {
            return false;
        }
        perform(effect);
        return true;
    }

    private void perform(Effect effect) throws InterruptedException {
        finish(effect, () -> effects.perform(effect, log.baseVersion()));
    }

    /** Performs the work of an effect, or its last part. */
    void finish(Effect effect, EffectGuard.Work work) throws InterruptedException {
        boolean over = switch (guarded(effect.id(), effect.round(), work)) {
            case EffectGuard.Outcome.Done _ -> true;
            case EffectGuard.Outcome.Failed _ -> !effect.mustHappen();
            case EffectGuard.Outcome.LeftUndone _ -> false;
        };
        if (over) {
            rounds.effectDone(fence, effect.round(), effect.id());
        }
    }

    /**
     * Performs work as effects are performed.
     *
     * @param id names it, as the retry budget counts it
     */
    EffectGuard.Outcome guarded(String id, EffectGuard.Work work) throws InterruptedException {
        return guarded(id, log.round(), work);
    }

    private EffectGuard.Outcome guarded(String id, int round, EffectGuard.Work work) throws InterruptedException {
        EffectGuard.Outcome outcome = guard.perform(id, round, work);
        switch (outcome) {
            case EffectGuard.Outcome.LeftUndone _ -> {}
            case EffectGuard.Outcome.Done done -> over(id, done.event());
            case EffectGuard.Outcome.Failed failed -> over(id, Optional.of(failed.event()));
        }
        return outcome;
    }

    private void over(String id, Optional<RoundEvent> event) {
        event.ifPresent(happened);
        retries.over(id);
    }
}
