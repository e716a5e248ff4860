package io.tributary.aggregation.rule;

import io.tributary.aggregation.reduction.Reducer;
import io.tributary.protocol.plan.RuleSpec;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The rules that a plan may name. */
public final class Rules {
    private Rules() {}

    /** The rule that a plan asks for. */
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
        };
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
