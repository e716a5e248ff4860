package io.tributary.client.internal.session;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tries a call again while the network fails or the coordinator refuses for a reason that passes, until a deadline. */
public final class Retry {
    private final InstantSource clock;
    private final Backoff backoff;

    /** A call that may be made again. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws RejectedException, TransportException, IOException, InterruptedException;
    }

    public Retry(InstantSource clock, Backoff backoff) {
        this.clock = clock;
        this.backoff = backoff;
    }

    /**
     * Returns the call's answer.
     *
     * @throws RejectedException {@link Reason#LATE} once the deadline has passed; {@link Reason#UNAVAILABLE}, with the last failure, if it
     *     would during the next wait
     */
    public <T> T until(Instant deadline, Call<T> call) throws RejectedException, IOException, InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                requireInTime(deadline);
                return call.make();
            } catch (TransportException fault) {
                await(deadline, failures, fault);
            } catch (RejectedException refused) {
                if (!refused.reason().passes()) {
                    throw refused;
                }
                await(deadline, failures, refused);
            }
        }
    }

    /** The moment that is so far from now. */
    public Instant deadlineIn(Duration time) {
        return clock.instant().plus(time);
    }

    /** Time left. */
    public Duration left(Instant deadline) {
        return Duration.between(clock.instant(), deadline);
    }

    /**
     * Checks that there is time left.
     *
     * @throws RejectedException {@link Reason#LATE} if there is none
     */
    public void requireInTime(Instant deadline) throws RejectedException {
        if (left(deadline).compareTo(Duration.ZERO) <= 0) {
            throw new RejectedException(Reason.LATE, "the deadline, " + deadline + ", has passed");
        }
    }

    private void await(Instant deadline, int failures, Exception fault) throws RejectedException, InterruptedException {
        Duration wait = backoff.after(failures, fault);
        if (wait.compareTo(left(deadline)) >= 0) {
            RejectedException hopeless = new RejectedException(Reason.UNAVAILABLE, "gave up before the deadline, "
                    + deadline + ", after " + failures + (failures == 1 ? " failure: " : " failures: ")
                    + fault.getMessage());
            hopeless.initCause(fault);
            throw hopeless;
        }
        backoff.await(wait);
    }
}
