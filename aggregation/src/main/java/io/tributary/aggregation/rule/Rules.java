package io.tributary.aggregation.rule;

import io.tributary.aggregation.reduction.Reducer;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The rules that a plan may name. */
public final class Rules {
    private Rules() {}

    /** The rule that a plan asks for. @throws IllegalStateException if {@link #requireHere} refuses it */
    public static Rule of(RuleSpec spec) {
        return switch (spec) {
            case RuleSpec.Mean() -> plain(spec, new Reducer.WeightedMean());
            case RuleSpec.Median() -> plain(spec, new Reducer.Median());
            case RuleSpec.TrimmedMean(double trim) -> plain(spec, new Reducer.TrimmedMean(trim));
            case RuleSpec.ClippedMean(Double most) -> mean(spec, new NormClipping(optional(most)));
            case RuleSpec.Krum(int f) -> mean(spec, new KrumSelection(f, 1));
            case RuleSpec.MultiKrum(int f, Integer select) ->
                    mean(spec, new KrumSelection(f, select == null ? 0 : select));
            case RuleSpec.Bulyan(int f) ->
                    new Rule(spec.kind(), new BulyanSelection(f), new Reducer.MeanAroundMedian(f));
            case RuleSpec.GeometricMedian(double smoothing, int iterations, double tolerance) ->
                    mean(spec, new GeometricMedianWeights(smoothing, iterations, tolerance));
            case RuleSpec.CenteredClipping(Double radius, int iterations) ->
                    mean(spec, new CenteredClippingWeights(optional(radius), iterations));
            case RuleSpec.NearestNeighborMixing(int f, RuleSpec then) -> mixed(spec, f, of(then));
            case RuleSpec.FlTrust() -> mean(spec, new TrustWeights());
            case RuleSpec.PlugInRule(PlugInSpec plugIn, int _) -> own(spec, plugIn);
        };
    }

    /** The rules that this process has beside those of Tributary. */
    public static PlugIns<RulePlugIn> plugIns() {
        return PlugIns.of(RulePlugIn.class, "rule");
    }

    /**
     * Passes if this process has the rule.
     *
     * @throws RejectedException MISSING_PLUG_IN or INVALID_FIELD, with the name of the plug-in, if it does not or has another one
     */
    public static void requireHere(RuleSpec spec) throws RejectedException {
        switch (spec) {
            case RuleSpec.PlugInRule(PlugInSpec plugIn, int _) -> requireOwnReference(plugIn,
                    plugIns().require(plugIn).mixing(plugIn));
            case RuleSpec.NearestNeighborMixing(int _, RuleSpec then) -> requireHere(then);
            default -> {} // comes with this version
        }
    }

    private static void requireOwnReference(PlugInSpec plugIn, Mixing mixing) throws RejectedException {
        if (mixing.hasReference() && !(mixing instanceof GramMixing gram && gram.refersToLastRound())) {
            throw new RejectedException(Reason.INVALID_FIELD, "the rule " + plugIn.label()
                    + " compares updates with one of the coordinator's own, which no plug-in can");
        }
    }

    private static Rule own(RuleSpec spec, PlugInSpec plugIn) {
        try {
            RulePlugIn here = plugIns().require(plugIn);
            return new Rule(spec.kind(), here.mixing(plugIn), here.reducer(plugIn));
        } catch (RejectedException missing) {
            throw new IllegalStateException(missing.getMessage(), missing);
        }
    }

    private static Rule plain(RuleSpec spec, Reducer reducer) {
        return new Rule(spec.kind(), new Mixing.Identity(), reducer);
    }

    private static Rule mean(RuleSpec spec, Mixing mixing) {
        return new Rule(spec.kind(), mixing, new Reducer.WeightedMean());
    }

    private static Rule mixed(RuleSpec spec, int byzantine, Rule then) {
        return new Rule(spec.kind() + ", " + then.name(),
                new NearestNeighborAverages(byzantine, then.mixing()), then.reducer());
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
