package io.tributary.client.internal.round;

import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a round is over for this device. Training is interrupted when the coordinator says so. Every other step is short, or ends with
 * the coordinator's refusal, and is not interrupted: that would break files and connections that are good. One thread works, another
 * one listens.
 */
final class RoundCancellation {
    private @Nullable Thread worker;
    private RoundOver.@Nullable Outcome heard;

    /** The round is over for this device. This is no failure: the device stops working for it, and checks in again. */
    static final class RoundOverException extends InterruptedException {
        private static final long serialVersionUID = 1;

        private RoundOverException(RoundOver.Outcome outcome) {
            super("the round is over: " + outcome.code());
        }
    }

    /** Training. */
    @FunctionalInterface
    interface Training<T> {
        T run() throws RejectedException, TrainingException, IOException, InterruptedException;
    }

    /** The round is over: breaks off the training, if there is any. */
    synchronized void hear(RoundOver.Outcome outcome) {
        heard = outcome;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** Throws if the round is over. */
    synchronized void require() throws RoundOverException {
        if (heard != null) {
            throw new RoundOverException(heard);
        }
    }

    /** Trains until the round is over. A trainer that wraps the interrupt in an exception of its own has not failed either. */
    <T> T during(Training<T> training)
            throws RejectedException, TrainingException, IOException, InterruptedException {
        begin();
        try {
            return training.run();
        } catch (TrainingException | InterruptedException broken) {
            end();
            requireNotOver(broken);
            throw broken;
        } finally {
            end();
        }
    }

    private synchronized void begin() throws RoundOverException {
        require();
        worker = Thread.currentThread();
    }

    /** Clears the interrupt of {@link #hear}, even if the trainer left it pending. An interrupt that closes the client may be cleared with it:
     * the loop has a flag for that. */
    private synchronized void end() {
        if (worker != null && heard != null) {
            Thread.interrupted();
        }
        worker = null;
    }

    private void requireNotOver(Exception broken) throws RoundOverException {
        try {
            require();
        } catch (RoundOverException over) {
            over.addSuppressed(broken);
            throw over;
        }
    }
}
