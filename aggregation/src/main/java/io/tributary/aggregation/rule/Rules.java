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
            case RuleSpec.Mean() -> plain("mean", new Reducer.WeightedMean());
            case RuleSpec.Median() -> plain("median", new Reducer.Median());
            case RuleSpec.TrimmedMean(double trim) -> plain("trimmed-mean", new Reducer.TrimmedMean(trim));
            case RuleSpec.ClippedMean(Double most) -> mean("clipped-mean", new NormClipping(optional(most)));
            case RuleSpec.Krum(int f) -> mean("krum", new KrumSelection(f, 1));
            case RuleSpec.MultiKrum(int f, Integer select) ->
                    mean("multi-krum", new KrumSelection(f, select == null ? 0 : select));
            case RuleSpec.Bulyan(int f) ->
                    new Rule("bulyan", new BulyanSelection(f), new Reducer.MeanAroundMedian(f));
            case RuleSpec.GeometricMedian(double smoothing, int iterations, double tolerance) ->
                    mean("geometric-median", new GeometricMedianWeights(smoothing, iterations, tolerance));
            case RuleSpec.CenteredClipping(Double radius, int iterations) ->
                    mean("centered-clipping", new CenteredClippingWeights(optional(radius), iterations));
            case RuleSpec.NearestNeighborMixing(int f, RuleSpec then) -> mixed(f, of(then));
            case RuleSpec.FlTrust() -> mean("fltrust", new TrustWeights());
        };
    }

    private static Rule plain(String name, Reducer reducer) {
        return new Rule(name, new Mixing.Identity(), reducer);
    }

    private static Rule mean(String name, Mixing mixing) {
        return new Rule(name, mixing, new Reducer.WeightedMean());
    }

    private static Rule mixed(int byzantine, Rule then) {
        return new Rule("nearest-neighbor-mixing, " + then.name(),
                new NearestNeighborAverages(byzantine, then.mixing()), then.reducer());
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
