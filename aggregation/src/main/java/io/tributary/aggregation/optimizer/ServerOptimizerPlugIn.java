package io.tributary.aggregation.optimizer;

import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;

/**
 * Port of server optimizers of an operator's own. Each coordinate is moved by itself and by the same operations in the same order wherever
 * its range is worked off (I3): float64 arithmetic, {@link StrictMath}, no randomness, no clock, nothing remembered but the state vectors.
 * {@link ServerOptimizerContract} tries that. Settings called {@code learningRate} and {@code schedule} are there already.
 */
public interface ServerOptimizerPlugIn extends PlugIn {
    /**
     * The optimizer of a round.
     *
     * @param rate learning rate of the round, above 0: the plan's times its schedule
     * @param settings as {@link #settings} has them, all of them
     */
    ServerOptimizer optimizer(double rate, PlugInSpec settings);
}
