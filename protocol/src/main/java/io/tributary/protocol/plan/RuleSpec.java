package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plugin.PlugInSpec;
import org.jspecify.annotations.Nullable;

/**
 * The rule that makes one update of many. {@code n} is the number of updates that a round accepts, {@code byzantine} (f in the
 * papers) the number of them that may be anything at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = RuleSpec.Mean.class, name = "mean"),
    @JsonSubTypes.Type(value = RuleSpec.Median.class, name = "median"),
    @JsonSubTypes.Type(value = RuleSpec.TrimmedMean.class, name = "trimmedMean"),
    @JsonSubTypes.Type(value = RuleSpec.ClippedMean.class, name = "clippedMean"),
    @JsonSubTypes.Type(value = RuleSpec.Krum.class, name = "krum"),
    @JsonSubTypes.Type(value = RuleSpec.MultiKrum.class, name = "multiKrum"),
    @JsonSubTypes.Type(value = RuleSpec.Bulyan.class, name = "bulyan"),
    @JsonSubTypes.Type(value = RuleSpec.GeometricMedian.class, name = "geometricMedian"),
    @JsonSubTypes.Type(value = RuleSpec.CenteredClipping.class, name = "centeredClipping"),
    @JsonSubTypes.Type(value = RuleSpec.NearestNeighborMixing.class, name = "nearestNeighborMixing"),
    @JsonSubTypes.Type(value = RuleSpec.FlTrust.class, name = "flTrust"),
    @JsonSubTypes.Type(value = RuleSpec.PlugInRule.class, name = "plugIn")})
public sealed interface RuleSpec {
    /** Largest {@code byzantine}, and largest number of updates that a rule may select. */
    int MAX_COUNT = 1_000_000;

    /** More than any round asks: of the rules that look at one update at a time. */
    int MOST_UNCOMPARED = RoundSpec.MAX_COHORT * RoundSpec.MAX_OVER_SELECT;

    /** Most updates of the rules that look at all values of a coordinate together. */
    int MOST_ORDERED = 16_384;

    /** Most updates of the rules that compare every pair of them: a matrix of doubles takes 128 MiB then, and there are several. */
    int MOST_COMPARED = 4096;

    /** Largest number of iterations of the rules that iterate. */
    int MAX_ITERATIONS = 1000;

    /** Its name on the wire, in configs, help and messages. */
    default String kind() {
        return Kinds.of(RuleSpec.class, this);
    }

    /** Fewest updates for which the rule is defined: a round that may accept fewer is refused with its plan. */
    int leastUpdates();

    /** Most updates that a coordinator applies the rule to: a round that asks more devices is refused with its plan. */
    default int mostUpdates() {
        return MOST_COMPARED;
    }

    /** What a rule compares updates with. */
    enum Reference {
        /** With each other at most. */
        NONE,
        /** The aggregate of the round before, which is kept with the version. */
        LAST_AGGREGATE,
        /** An update that the coordinator trains itself, on examples of its own. */
        SERVER_UPDATE
    }

    /** What the rule compares updates with. */
    Reference reference();

    /** The weighted mean (McMahan et al. 2017, "Communication-Efficient Learning of Deep Networks", AISTATS). */
    record Mean() implements RuleSpec {
        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }

        @Override
        public int mostUpdates() {
            return MOST_UNCOMPARED;
        }
    }

    /** The median of each coordinate (Yin et al. 2018, "Byzantine-Robust Distributed Learning", ICML). Weights do not count. */
    record Median() implements RuleSpec {
        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }

        @Override
        public int mostUpdates() {
            return MOST_ORDERED;
        }
    }

    /**
     * The mean of what is left of each coordinate once the {@code floor(trim * n)} smallest and as many of the largest values are
     * taken away (Yin et al. 2018). Weights do not count.
     *
     * @param trim fraction cut at each end, at least 0 and below 0.5
     */
    record TrimmedMean(double trim) implements RuleSpec {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public TrimmedMean {
            Fields.fraction("trim", trim, 0, 0.5);
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }

        @Override
        public int mostUpdates() {
            return MOST_ORDERED;
        }
    }

    /**
     * The weighted mean of updates scaled down to a Euclidean norm (Sun et al. 2019, "Can You Really Backdoor Federated
     * Learning?").
     *
     * @param maxNorm the norm, above 0; null for the median of the norms of the round's updates
     */
    record ClippedMean(
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double maxNorm)
            implements RuleSpec {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public ClippedMean {
            if (maxNorm != null) {
                Fields.positive("maxNorm", maxNorm);
            }
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }

        @Override
        public int mostUpdates() {
            return MOST_UNCOMPARED;
        }
    }

    /**
     * The one update with the smallest sum of squared distances to its {@code n - f - 2} nearest (Blanchard et al. 2017, "Machine
     * Learning with Adversaries", NeurIPS).
     *
     * @param byzantine f, with n >= 2 f + 3
     */
    record Krum(int byzantine) implements RuleSpec {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Krum {
            Fields.within("byzantine", byzantine, 0, MAX_COUNT);
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 2 * byzantine + 3;
        }
    }

    /**
     * The weighted mean of the updates that Krum scores best (Blanchard et al. 2017).
     *
     * @param byzantine f, with n >= 2 f + 3
     * @param select m, how many are averaged, 1..n; null for n - f
     */
    record MultiKrum(int byzantine,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Integer select)
            implements RuleSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public MultiKrum {
            Fields.within("byzantine", byzantine, 0, MAX_COUNT);
            if (select != null) {
                Fields.within("select", select, 1, MAX_COUNT);
            }
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return Math.max(2 * byzantine + 3, select == null ? 1 : select);
        }
    }

    /**
     * Of {@code n - 2 f} updates that Krum selects one after the other, each coordinate's mean of the {@code n - 4 f} values
     * nearest its median (El Mhamdi et al. 2018, "The Hidden Vulnerability of Distributed Learning in Byzantium", ICML). Weights
     * do not count.
     *
     * @param byzantine f, with n >= 4 f + 3
     */
    record Bulyan(int byzantine) implements RuleSpec {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Bulyan {
            Fields.within("byzantine", byzantine, 0, MAX_COUNT);
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 4 * byzantine + 3;
        }
    }

    /**
     * The weighted geometric median, by the smoothed Weiszfeld algorithm (Pillutla et al. 2022, "Robust Aggregation for Federated
     * Learning", IEEE TSP; called RFA).
     *
     * @param smoothing nu, below which distances count as nu, above 0
     * @param iterations most iterations, 1..1000
     * @param tolerance relative decrease of the objective at which the iteration ends, at least 0 and below 1
     */
    record GeometricMedian(double smoothing, int iterations, double tolerance) implements RuleSpec {
        /** What the paper's experiments use. */
        public static final GeometricMedian USUAL = new GeometricMedian(1e-6, 32, 1e-6);

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public GeometricMedian {
            Fields.positive("smoothing", smoothing);
            Fields.within("iterations", iterations, 1, MAX_ITERATIONS);
            Fields.fraction("tolerance", tolerance, 0, 1);
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }
    }

    /**
     * Updates clipped to a ball around the previous aggregate, iterated (Karimireddy et al. 2021, "Learning from History for
     * Byzantine Robust Optimization", ICML). Weights do not count.
     *
     * @param radius tau, of the ball, above 0; null for the median of the distances to the previous aggregate
     * @param iterations how often, 1..1000
     */
    record CenteredClipping(
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double radius,
            int iterations) implements RuleSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public CenteredClipping {
            if (radius != null) {
                Fields.positive("radius", radius);
            }
            Fields.within("iterations", iterations, 1, MAX_ITERATIONS);
        }

        @Override
        public Reference reference() {
            return Reference.LAST_AGGREGATE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }
    }

    /**
     * Each update replaced by the mean of its {@code n - f} nearest, itself among them, then another rule (Allouah et al. 2023,
     * "Fixing by Mixing", AISTATS). Weights do not count.
     *
     * @param byzantine f, with n > 2 f
     * @param then the rule on what was mixed; every rule but this one, centered clipping and FLTrust
     */
    record NearestNeighborMixing(int byzantine, RuleSpec then) implements RuleSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public NearestNeighborMixing {
            Fields.within("byzantine", byzantine, 0, MAX_COUNT);
            if (then instanceof NearestNeighborMixing || then.reference() != Reference.NONE) {
                throw new IllegalArgumentException(
                        "then must be a rule without state that does not mix, not " + then.kind());
            }
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }

        @Override
        public int leastUpdates() {
            return Math.max(2 * byzantine + 1, then.leastUpdates());
        }
    }

    /**
     * The mean of updates scaled to the length of the server's own and weighted by how much they point its way (Cao et al. 2021,
     * "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping", NDSS). The coordinator needs examples of its own to
     * train on. Weights do not count.
     */
    record FlTrust() implements RuleSpec {
        @Override
        public Reference reference() {
            return Reference.SERVER_UPDATE;
        }

        @Override
        public int leastUpdates() {
            return 1;
        }

        @Override
        public int mostUpdates() {
            return MOST_UNCOMPARED;
        }
    }

    /**
     * A rule of the operator's own, which every coordinator that aggregates has on its class path.
     *
     * @param plugIn which one, with its settings
     * @param leastUpdates fewest updates for which it is defined with these, 1..10^6
     */
    record PlugInRule(PlugInSpec plugIn, int leastUpdates) implements RuleSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public PlugInRule {
            Fields.given("plugIn", plugIn);
            Fields.within("leastUpdates", leastUpdates, 1, MAX_COUNT);
        }

        @Override
        public String kind() {
            return plugIn.name();
        }

        @Override
        public Reference reference() {
            return Reference.NONE;
        }
    }
}
