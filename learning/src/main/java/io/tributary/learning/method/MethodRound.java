package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ClientMethod;
import java.io.IOException;
import java.util.Optional;

/**
 * One round of a method against the drift of local training, on one device: what it adds to gradients, and what it makes of the update. It
 * concerns what is trained and travels: not layers that stay on the device, nor running statistics. Used once, by one thread.
 */
public interface MethodRound {
    /** What is added to the gradients of this round; empty for nothing. */
    Optional<GradientTerm> gradientTerm();

    /**
     * Ends the round.
     *
     * @param update trained minus received values, in the order of the plan's layout; what else travels is written into it
     * @param memory where what the device keeps for its next round is staged
     * @throws IOException if it cannot be kept
     */
    void finish(float[] update, DeviceMemory memory) throws IOException;

    /**
     * The method that a plan asks for.
     *
     * @param examples number of the device's examples
     * @param rate learning rate of this round
     * @throws IOException if what the device kept cannot be read
     * @throws TrainingException if it is not of this plan's size, or the method is a plug-in that is not here
     */
    static MethodRound of(TrainingTask task, int examples, double rate) throws IOException, TrainingException {
        Optional<ClientMethod> method = task.plan().training().clientMethod();
        if (method.isEmpty()) {
            return new FedAvg();
        }
        return method.get().<Beginning>fold(prox -> () -> new FedProx(prox, task),
                scaffold -> () -> new Scaffold(task, examples, rate), nova -> () -> new FedNova(task, examples),
                dyn -> () -> new FedDyn(dyn, task), own -> () -> own(own, task, examples, rate)).begin();
    }

    private static MethodRound own(ClientMethod.PlugInMethod method, TrainingTask task, int examples, double rate)
            throws IOException, TrainingException {
        try {
            return ClientMethodPlugIn.here().require(method.plugIn()).begin(task, examples, rate, method.plugIn());
        } catch (RejectedException missing) {
            throw new TrainingException(String.valueOf(missing.getMessage()), missing);
        }
    }

    /** Reads what the device kept, and begins a round. */
    @FunctionalInterface
    interface Beginning {
        /**
         * The round.
         *
         * @throws IOException if what the device kept cannot be read
         * @throws TrainingException if it is not of this plan's size
         */
        MethodRound begin() throws IOException, TrainingException;
    }
}
