package io.tributary.client.internal.loop;

import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Duration;

/** What a check-in brings. */
sealed interface CheckInAnswer {
    /** What a client does with each answer. @return whether nothing is left to do */
    interface Handler {
        boolean idle(Duration retry);

        boolean takePart(Verified<RoundOffer> offer)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;

        boolean finish(CoordinatorMessage.NoMoreWork ended)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;

        boolean finishWithout(String run);

        boolean keep(CoordinatorMessage.NoMoreWork version)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;
    }

    boolean handle(Handler handler)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;

    /** Nothing now: come back after this time. */
    record Idle(Duration retry) implements CheckInAnswer {
        @Override
        public boolean handle(Handler handler) {
            return handler.idle(retry);
        }
    }

    /** A verified offer. */
    record Round(Verified<RoundOffer> offer) implements CheckInAnswer {
        @Override
        public boolean handle(Handler handler)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            return handler.takePart(offer);
        }
    }

    /** Nothing is left to do for this device. */
    record Over(CoordinatorMessage.NoMoreWork ended) implements CheckInAnswer {
        @Override
        public boolean handle(Handler handler)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            return handler.finish(ended);
        }
    }

    /** A version of a model of this device that it lacks, while other runs go on. */
    record Newer(CoordinatorMessage.NoMoreWork version) implements CheckInAnswer {
        @Override
        public boolean handle(Handler handler)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
            return handler.keep(version);
        }
    }

    /** Nothing is left to do, and there is no model to keep: no run made one, and this one was over last. */
    record OverWithout(String run) implements CheckInAnswer {
        @Override
        public boolean handle(Handler handler) {
            return handler.finishWithout(run);
        }
    }
}
