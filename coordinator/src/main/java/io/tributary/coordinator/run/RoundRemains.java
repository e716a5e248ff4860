package io.tributary.coordinator.run;

import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys the keys, and with them the updates, of rounds that are over (I5), where the effect that should have done so failed, or the
 * run failed in the middle of the round. A run that failed keeps its open round as long as devices had time to report, so that an
 * operator may resume it there; after that its key is destroyed, and the round is abandoned when the run is resumed. Thread-safe.
 */
final class RoundRemains {
    private static final Logger LOG = LoggerFactory.getLogger(RoundRemains.class);

    private final RunServices.Storage storage;
    private final InstantSource clock;
    private final UnderWay played;
    private volatile int undestroyed;

    /** @param played rounds whose keys are looked after by who plays them, so that nothing is read for them */
    RoundRemains(RunServices.Storage storage, InstantSource clock, UnderWay played) {
        this.storage = storage;
        this.clock = clock;
        this.played = played;
    }

    /** Which rounds are played here. */
    interface UnderWay {
        /**
         * Whether this is the newest round of a run that is played here. Whoever plays the run destroys the key when the round is over,
         * and opens no other round before.
         */
        boolean test(String run, int round);
    }

    /** Keys that were to be destroyed when this last looked, and could not be. */
    int undestroyed() {
        return undestroyed;
    }

    /**
     * Looks at every key that is kept. Names are listed before rounds are read, so that a round is at least as old as its key. Blocks
     * on storage.
     */
    void sweep() {
        int left = 0;
        for (String name : storage.keys().list()) {
            left += destroyed(name) ? 0 : 1;
        }
        undestroyed = left;
        if (left > 0) {
            LOG.error("{} round keys are to be destroyed and could not be: what was sealed to them can still be opened",
                    left);
        }
    }

    /** @return false if the key is to be destroyed and could not be */
    private boolean destroyed(String name) {
        try {
            if (!isNeeded(name) && isLeft(name)) {
                LOG.warn("destroying the key {} of a round that is over, and the updates of that round", name);
                storage.keys().destroy(name);
                OperatorEvent.KEY_DESTROYED.log("key", name, "late", true);
                deleteUpdates(name);
            }
            return true;
        } catch (StoreException failed) {
            LOG.error("the key {} could not be looked after", name, failed);
            return false;
        }
    }

    /** A round that ended since the names were listed has destroyed its key by now, as rounds do. */
    private boolean isLeft(String name) {
        return storage.keys().list().contains(name);
    }

    private boolean isNeeded(String name) {
        Optional<String> run = RoundKeys.runOf(name);
        if (run.isEmpty()) {
            return name.equals(KeyStore.PROBE);
        }
        int round = RoundKeys.roundOf(name);
        return played.test(run.get(), round)
                || storage.runs().find(run.get()).filter(stored -> isNeeded(stored, round)).isPresent();
    }

    private boolean isNeeded(RunRecord run, int round) {
        StoredLog log = storage.rounds().log(run.run());
        if (run.status() == RunView.Status.ACTIVE) {
            return isOpen(run, log, round);
        }
        return run.status() == RunView.Status.FAILED && !log.events().isEmpty() && isOpen(run, log, round)
                && clock.instant().isBefore(log.events().getLast().at().plus(deadline(run)));
    }

    /** Whether the round is the one under way. Rounds that cannot be read are left to whoever plays the run, which then fails. */
    private static boolean isOpen(RunRecord run, StoredLog stored, int round) {
        try {
            RunLog log = new RunLog(run.run(), PlannedRun.of(run).plan());
            log.replay(stored);
            return log.round() == round && !log.needsNoKey();
        } catch (DamagedException damaged) {
            LOG.debug("the rounds of run {} cannot be read", run.run(), damaged);
            return true;
        }
    }

    private static Duration deadline(RunRecord run) {
        try {
            return Duration.ofSeconds(PlannedRun.of(run).plan().round().deadlineSeconds());
        } catch (DamagedException unreadable) {
            LOG.debug("the plan of run {} cannot be read", run.run(), unreadable);
            return Duration.ZERO;
        }
    }

    private void deleteUpdates(String name) {
        RoundKeys.runOf(name).ifPresent(run -> storage.objects()
                .deleteAll(UpdateObjects.ofRound(run, RoundKeys.roundOf(name))));
    }
}
