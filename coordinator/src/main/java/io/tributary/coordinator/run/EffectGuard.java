package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs work that may fail because of what was stored, or of code that is not ours (evaluators, initial models). A failure becomes an
 * event of the round, and the run ends with the cause in words. There are three exceptions. While the inbox is closed the work is left to
 * the next owner. When storage fails the loop ends and a new one tries again, as often as the retry budget allows. When the key of the
 * round is lost, the round ends and not the run. One thread.
 */
final class EffectGuard {
    private static final Logger LOG = LoggerFactory.getLogger(EffectGuard.class);

    private final String run;
    private final RunInbox inbox;
    private final RetryBudget retries;

    EffectGuard(String run, RunInbox inbox, RetryBudget retries) {
        this.run = run;
        this.inbox = inbox;
        this.retries = retries;
    }

    interface Work {
        Optional<RoundEvent> perform() throws RejectedException, AggregationException, InterruptedException;
    }

    /** What came of work. */
    sealed interface Outcome {
        /** It was done; the event says what it changed. */
        record Done(Optional<RoundEvent> event) implements Outcome {}

        /** It failed for good, and the event says so. */
        record Failed(RoundEvent event) implements Outcome {}

        /** It is left to the next owner. */
        record LeftUndone() implements Outcome {}
    }

    /**
     * @param id names the work, as the retry budget counts it
     * @throws StaleEpochException if another owner has the run
     * @throws StoreException if storage failed and the work is to be tried again
     */
    Outcome perform(String id, int round, Work work) throws InterruptedException {
        try {
            return new Outcome.Done(work.perform());
        } catch (StaleEpochException lost) {
            throw lost;
        } catch (LostKeyException lost) {
            LOG.error("run {} round {}: {}", run, round, id, lost);
            return new Outcome.Failed(new RoundEvent.KeyLost(round, String.valueOf(lost.getMessage())));
        } catch (DamagedException damaged) {
            return failed(id, round, damaged);
        } catch (StoreException broken) {
            if (inbox.closed() || retries.mayRetry(id)) {
                throw broken;
            }
            return failed(id, round, broken);
        } catch (RejectedException | AggregationException | RuntimeException failure) {
            if (inbox.closed()) {
                LOG.info("run {} round {}: {} was left undone", run, round, id, failure);
                return new Outcome.LeftUndone();
            }
            return failed(id, round, failure);
        }
    }

    private Outcome failed(String id, int round, Exception failure) {
        LOG.error("run {} round {}: {} failed", run, round, id, failure);
        return new Outcome.Failed(new RoundEvent.EffectFailed(Math.max(1, round), id,
                Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName())));
    }
}
