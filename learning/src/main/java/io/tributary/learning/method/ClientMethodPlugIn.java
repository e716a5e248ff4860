package io.tributary.learning.method;

import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.io.IOException;

/**
 * Port of client methods of somebody's own: what a device adds to gradients, and what it makes of its update. What it computes must be the
 * same bits for the same task (I10): a fixed order, {@link StrictMath}, no clock, and no randomness but the task's seed.
 * {@link ClientMethodContract} tries that.
 */
public interface ClientMethodPlugIn extends PlugIn {
    /** Vectors, each a value for each trained one, that a device holds while it trains, 0..16; one unless it says so. */
    default int heldVectors(PlugInSpec settings) {
        return 1;
    }

    /**
     * Begins a round on one device.
     *
     * @param examples number of the device's examples
     * @param rate learning rate of this round
     * @param settings as {@link #settings} has them, all of them
     * @throws IOException if what the device kept cannot be read
     * @throws TrainingException if the method cannot be used here; the device declines the round
     */
    MethodRound begin(TrainingTask task, int examples, double rate, PlugInSpec settings)
            throws IOException, TrainingException;

    /** Those that this process has. */
    static PlugIns<ClientMethodPlugIn> here() {
        return PlugIns.of(ClientMethodPlugIn.class, "client method");
    }

    /**
     * Passes if this process has the client method of a plan.
     *
     * @throws RejectedException MISSING_PLUG_IN or INVALID_FIELD, with the name of the plug-in, if it does not or has another one
     */
    static void requireHere(RunPlan plan) throws RejectedException {
        if (plan.training().method() instanceof ClientMethod.PlugInMethod method) {
            here().require(method.plugIn());
        }
    }
}
