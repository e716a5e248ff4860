package io.tributary.client.session;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.function.Function;

/** Whether the device may take part now, and go on with what it took. Used by one thread. */
final class Fitness {
    private final EligibilityProvider provider;
    private final EligibilityPolicy policy;
    private long modelBytes;

    Fitness(EligibilityProvider provider, EligibilityPolicy policy) {
        this.provider = provider;
        this.policy = policy;
    }

    /** What the device lacks for checking in, in words; empty if nothing. Counts with the model of the last plan. */
    List<String> lacking() {
        return judged(now -> policy.lacking(now, modelBytes));
    }

    /** Refuses a plan whose model finds no room, before it is fetched. */
    void requireRoom(RunPlan plan) throws TrainingException {
        modelBytes = (long) Float.BYTES * plan.layout().size();
        require(judged(now -> policy.lackingStorage(now, modelBytes)));
    }

    /** Refuses to go on with a round when power or network got worse meanwhile. */
    void requireToGoOn() throws TrainingException {
        require(judged(policy::lackingToGoOn));
    }

    private static void require(List<String> lacks) throws TrainingException {
        if (!lacks.isEmpty()) {
            throw new TrainingException("not eligible any more: " + String.join("; ", lacks));
        }
    }

    /** The provider is the embedder's code: a bug in it keeps the device out of rounds, not from living on. */
    private List<String> judged(Function<Conditions, List<String>> verdict) {
        Conditions now;
        try {
            now = provider.current();
        } catch (RuntimeException bug) {
            return List.of("the conditions cannot be told: " + bug);
        }
        return verdict.apply(now);
    }
}
