package io.tributary.experiments.catalogue;

import io.tributary.aggregation.rule.RulePlugIn;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RuleSpec.Bulyan;
import io.tributary.protocol.plan.RuleSpec.CenteredClipping;
import io.tributary.protocol.plan.RuleSpec.ClippedMean;
import io.tributary.protocol.plan.RuleSpec.FlTrust;
import io.tributary.protocol.plan.RuleSpec.GeometricMedian;
import io.tributary.protocol.plan.RuleSpec.Krum;
import io.tributary.protocol.plan.RuleSpec.Mean;
import io.tributary.protocol.plan.RuleSpec.Median;
import io.tributary.protocol.plan.RuleSpec.MultiKrum;
import io.tributary.protocol.plan.RuleSpec.NearestNeighborMixing;
import io.tributary.protocol.plan.RuleSpec.PlugInRule;
import io.tributary.protocol.plan.RuleSpec.TrimmedMean;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that make one update of many. */
final class Rules {
    private static final String ONE_PASS = "1 pass";
    private static final String COLUMNS = "1 pass; n values of a block of coordinates a thread";
    private static final String GRAM = "2 passes; an n x n matrix of doubles";
    private static final String LENGTHS = "2 passes";
    private static final String ANY = "any n";
    private static final String ORDERED = "n <= " + RuleSpec.MOST_ORDERED;
    private static final String COMPARED = "n <= " + RuleSpec.MOST_COMPARED;
    private static final String PATH = "strategy.rule";
    private static final Paper YIN = new Paper("Yin et al. 2018",
            "Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates", "ICML");
    private static final Paper BLANCHARD = new Paper("Blanchard et al. 2017",
            "Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent", "NeurIPS");
    /** One update in so many is taken to be byzantine, unless a config says how many are. */
    private static final int USUAL_SHARE = 5;
    private static final Setting BYZANTINE = Setting.whole("byzantine", 0, RuleSpec.MAX_COUNT,
            "f, how many of a round's updates may be anything at all");

    private static final Kind<RuleSpec> MEAN = new Kind<>("mean",
            "The mean, weighted by numbers of examples: exact, and robust against nobody.",
            Optional.of(new Paper("McMahan et al. 2017",
                    "Communication-Efficient Learning of Deep Networks from Decentralized Data",
                    "AISTATS")),
            ONE_PASS, ANY, List.of(), "mean", _ -> new Mean());

    private static final Kind<RuleSpec> MEDIAN = new Kind<>("median",
            "The median of each coordinate. Weights do not count.",
            Optional.of(YIN), COLUMNS, ORDERED, List.of(), "median", _ -> new Median());

    private static final Kind<RuleSpec> TRIMMED_MEAN = new Kind<>("trimmedMean",
            "The mean of each coordinate without its floor(trim n) smallest and largest values. Weights do not count.",
            Optional.of(YIN), COLUMNS, "trim at least f / n, " + ORDERED,
            List.of(Setting.below("trim", 0, 0.5, "part of the values cut at each end").or(0.2)),
            "{ trimmedMean: { trim: 0.2 } }", values -> new TrimmedMean(values.number("trim")));

    private static final Kind<RuleSpec> CLIPPED_MEAN = new Kind<>("clippedMean",
            "The weighted mean of updates scaled down to a norm.",
            Optional.of(
                    new Paper("Sun et al. 2019", "Can You Really Backdoor Federated Learning?", "arXiv 1911.07963")),
            LENGTHS, ANY,
            List.of(Setting.above("maxNorm", 0, 1e9, "Euclidean norm that no update may exceed")
                    .orFrom("the median of the round's norms")),
            "{ clippedMean: { maxNorm: 1 } }", values -> new ClippedMean(values.find("maxNorm", Double.class)
                    .orElse(null)));

    private static final Kind<RuleSpec> KRUM = new Kind<>("krum",
            "The one update that is nearest to its n - f - 2 nearest.",
            Optional.of(BLANCHARD), GRAM, "n >= 2 f + 3, " + COMPARED, List.of(BYZANTINE), "{ krum: { byzantine: 1 } }",
            values -> new Krum(values.whole("byzantine")));

    private static final Kind<RuleSpec> MULTI_KRUM = new Kind<>("multiKrum",
            "The weighted mean of the updates that Krum scores best.",
            Optional.of(BLANCHARD), GRAM, "n >= 2 f + 3, n >= select, " + COMPARED,
            List.of(BYZANTINE, Setting.whole("select", 1, RuleSpec.MAX_COUNT, "how many are averaged")
                    .orFrom("n - f")),
            "{ multiKrum: { byzantine: 1, select: 4 } }",
            values -> new MultiKrum(values.whole("byzantine"), values.find("select", Integer.class).orElse(null)));

    private static final Kind<RuleSpec> BULYAN = new Kind<>("bulyan",
            "Of n - 2 f updates that Krum selects, each coordinate's mean of the n - 4 f values nearest its median.",
            Optional.of(new Paper("El Mhamdi et al. 2018",
                    "The Hidden Vulnerability of Distributed Learning in Byzantium", "ICML")),
            GRAM + "; n values of a block of coordinates a thread", "n >= 4 f + 3, " + COMPARED, List.of(BYZANTINE),
            "{ bulyan: { byzantine: 1 } }", values -> new Bulyan(values.whole("byzantine")));

    private static final Kind<RuleSpec> GEOMETRIC_MEDIAN = new Kind<>("geometricMedian",
            "The point with the least weighted sum of distances to all updates (RFA, smoothed Weiszfeld).",
            Optional.of(new Paper("Pillutla et al. 2022", "Robust Aggregation for Federated Learning",
                    "IEEE Transactions on Signal Processing")),
            GRAM, COMPARED,
            List.of(Setting.above("smoothing", 0, 1e9, "distances below count as this")
                    .or(GeometricMedian.USUAL.smoothing()),
                    Setting.whole("iterations", 1, RuleSpec.MAX_ITERATIONS, "most iterations")
                            .or(GeometricMedian.USUAL.iterations()),
                    Setting.below("tolerance", 0, 1, "relative decrease at which the iteration ends")
                            .or(GeometricMedian.USUAL.tolerance())),
            "{ geometricMedian: { smoothing: 1e-6, iterations: 32, tolerance: 1e-6 } }",
            values -> new GeometricMedian(values.number("smoothing"), values.whole("iterations"),
                    values.number("tolerance")));

    private static final Kind<RuleSpec> CENTERED_CLIPPING = new Kind<>("centeredClipping",
            "Updates clipped to a ball around the previous aggregate, iterated. Weights do not count.",
            Optional.of(new Paper("Karimireddy et al. 2021", "Learning from History for Byzantine Robust Optimization",
                    "ICML")),
            GRAM + "; the previous aggregate, stored with the version", COMPARED,
            List.of(Setting.above("radius", 0, 1e9, "tau, of the ball")
                    .orFrom("the median of the distances to the previous aggregate"),
                    Setting.whole("iterations", 1, RuleSpec.MAX_ITERATIONS, "how often").or(3)),
            "{ centeredClipping: { radius: 10, iterations: 3 } }",
            values -> new CenteredClipping(values.find("radius", Double.class).orElse(null),
                    values.whole("iterations")));

    private static final Kind<RuleSpec> FL_TRUST = new Kind<>("flTrust",
            "The mean of updates as long as the coordinator's own, weighted by how much they point its way.",
            Optional.of(
                    new Paper("Cao et al. 2021", "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping",
                            "NDSS")),
            LENGTHS + "; the coordinator trains too",
            "examples of the coordinator's own: data.trusted; any n", List.of(), "flTrust",
            _ -> new FlTrust());

    private static final Family<RuleSpec> MIXED = new Family<>("rules that neither mix nor remember", PATH,
            List.of(MEAN, MEDIAN, TRIMMED_MEAN, CLIPPED_MEAN, KRUM, MULTI_KRUM, BULYAN, GEOMETRIC_MEDIAN));

    private static final Kind<RuleSpec> NEAREST_NEIGHBOR_MIXING = new Kind<>("nearestNeighborMixing",
            "Each update replaced by the mean of its n - f nearest, then another rule. Weights do not count.",
            Optional.of(new Paper("Allouah et al. 2023",
                    "Fixing by Mixing: A Recipe for Optimal Byzantine ML under Heterogeneity", "AISTATS")),
            GRAM + "; n values of a block of coordinates a thread",
            "n > 2 f, " + COMPARED + ", and what the other rule needs",
            List.of(BYZANTINE.orFrom("a fifth of the fewest updates a round closes with"),
                    Setting.part("then", MIXED, "the rule on what was mixed").or("trimmedMean", new TrimmedMean(0.2))),
            "{ nearestNeighborMixing: { byzantine: 1, then: { trimmedMean: { trim: 0.2 } } } }",
            values -> new NearestNeighborMixing(values.find("byzantine", Integer.class)
                    .orElse(values.sizes().updates() / USUAL_SHARE), values.part("then", RuleSpec.class)));

    static final Family<RuleSpec> ALL = new Family<>("rules", PATH,
            Stream.concat(MIXED.kinds().stream(), Stream.of(CENTERED_CLIPPING, NEAREST_NEIGHBOR_MIXING, FL_TRUST))
                    .toList());

    private Rules() {}

    /** All of them, with the plug-ins that are here. */
    static Family<RuleSpec> all() {
        return new PlugInKinds<RulePlugIn, RuleSpec>(ALL, List.of(), GRAM + " at most",
                (rule, spec, _) -> new PlugInRule(spec, rule.leastUpdates(spec)))
                .with(io.tributary.aggregation.rule.Rules.plugIns());
    }
}
