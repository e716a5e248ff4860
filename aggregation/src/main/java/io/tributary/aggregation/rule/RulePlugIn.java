package io.tributary.aggregation.rule;

import io.tributary.aggregation.reduction.Reducer;
import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;

/**
 * Port of rules of an operator's own: a mixing of the updates, {@link GramMixing} or {@link LengthMixing}, and one of the reducers that are
 * there. The sums themselves stay those of Tributary, exact and the same for any cut into ranges. What a mixing computes must be the same
 * bits on every member (I3): doubles in a fixed order, {@link StrictMath}, no randomness, no clock, no state. {@link RuleContract} tries that.
 */
public interface RulePlugIn extends PlugIn {
    /** Fewest updates for which it is defined with these settings, 1..10^6; a plan whose rounds may close with fewer is refused. */
    default int leastUpdates(PlugInSpec settings) {
        return 1;
    }

    /**
     * What is done to the matrix of updates. A reference may be the aggregate of the round before, and nothing else.
     *
     * @param settings as {@link #settings} has them, all of them
     */
    Mixing mixing(PlugInSpec settings);

    /** What is done to each of its columns; the weighted mean unless it says so. */
    default Reducer reducer(PlugInSpec settings) {
        return new Reducer.WeightedMean();
    }
}
