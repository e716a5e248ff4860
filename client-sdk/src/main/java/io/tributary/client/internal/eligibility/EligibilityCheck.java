package io.tributary.client.internal.eligibility;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPlugIn;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.EligibilityProvider;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether the device may take part now, and go on with a round that it began. Used by one thread. */
public final class EligibilityCheck {
    private final EligibilityProvider provider;
    private final EligibilityPolicy policy;
    private final LocalLimits limits;
    private final InstantSource clock;
    private long modelBytes;

    /** By the system's clock. */
    public EligibilityCheck(EligibilityProvider provider, EligibilityPolicy policy, LocalLimits limits) {
        this(provider, policy, limits, InstantSource.system());
    }

    /** By the device's clock. */
    public EligibilityCheck(EligibilityProvider provider, EligibilityPolicy policy, LocalLimits limits,
            InstantSource clock) {
        this.clock = clock;
        this.provider = provider;
        this.policy = policy;
        this.limits = limits;
    }

    /** What the device lacks for checking in, in words; empty if nothing. Storage is compared with the model of the last plan. */
    public List<String> lacking() {
        return judged(now -> policy.lacking(now, modelBytes));
    }

    /** What the coordinator is told that this device would give. */
    public Resources resources() {
        return limits.resources();
    }

    /**
     * Refuses a plan that wants more than this device gives, whose model finds no room, or whose own rule keeps this device out, before the
     * model is fetched.
     *
     * @throws RejectedException NOT_ELIGIBLE; MISSING_PLUG_IN if the plan's rule is not here
     */
    public void requireFit(RunPlan plan) throws RejectedException {
        modelBytes = (long) Float.BYTES * plan.layout().size();
        List<String> lacks = new ArrayList<>(beyondLimits(plan));
        lacks.addAll(judged(now -> policy.lackingStorage(now, modelBytes)));
        lacks.addAll(byRuleOf(plan));
        require("the plan does not fit this device: ", lacks);
    }

    private List<String> byRuleOf(RunPlan plan) throws RejectedException {
        PlugInSpec named = plan.round().eligibility();
        if (named == null) {
            return List.of();
        }
        EligibilityPlugIn rule = PlugIns.of(EligibilityPlugIn.class, "eligibility rule").require(named);
        return judged(now -> rule.lacking(now, clock.instant(), named));
    }

    private List<String> beyondLimits(RunPlan plan) {
        List<String> lacks = new ArrayList<>();
        int threads = plan.training().threads();
        if (threads > limits.threads()) {
            lacks.add("it trains on " + threads + " threads and " + limits.threads() + " are allowed here");
        }
        long need = MemoryNeed.of(plan);
        if (need > limits.memoryBytes()) {
            lacks.add("it takes about " + need + " bytes of memory and " + limits.memoryBytes() + " are allowed here");
        }
        plan.round().requirements().filter(required -> !resources().meets(required)).ifPresent(
                required -> lacks.add("it asks for " + required + " and there are " + resources()));
        return lacks;
    }

    /** Refuses to go on with a round when power or network got worse meanwhile. */
    public void requireToGoOn() throws RejectedException {
        require("not eligible any more: ", judged(policy::lackingToGoOn));
    }

    private static void require(String verdict, List<String> lacks) throws RejectedException {
        if (!lacks.isEmpty()) {
            throw new RejectedException(Reason.NOT_ELIGIBLE, verdict + String.join("; ", lacks));
        }
    }

    /** The provider is the application's code. A bug in it must not end the client: the device counts as not eligible. */
    private List<String> judged(Function<Conditions, List<String>> verdict) {
        Conditions now;
        try {
            now = provider.current();
        } catch (RuntimeException bug) {
            return List.of("the conditions cannot be told: " + bug.getMessage());
        }
        return verdict.apply(now);
    }
}
