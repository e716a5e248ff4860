package io.tributary.client.session;

import io.tributary.client.event.Phase;
import io.tributary.client.journal.SealedUpdate;
import io.tributary.client.journal.UpdateJournal;
import io.tributary.client.transport.TransportException;
import io.tributary.client.trust.Verified;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One round on this device: its steps, in order. */
final class Session {
    /** The round is over for this device, whatever it does: there is nobody to tell. */
    private static final Set<Reason> OVER = EnumSet.of(Reason.LATE, Reason.WRONG_ROUND, Reason.NOT_SELECTED,
            Reason.ALREADY_REPORTED);
    private final Steps steps;
    private final UpdateJournal journal;
    private final Announcer announcer;

    /** The steps of a round. */
    record Steps(FetchStep fetch, TrainStep train, SealStep seal, UploadStep upload, ReportStep report,
            DeclineStep decline) {}

    Session(Steps steps, UpdateJournal journal, Announcer announcer) {
        this.steps = steps;
        this.journal = journal;
        this.announcer = announcer;
    }

    /** What is done for a round. */
    private interface Act {
        void perform()
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;
    }

    /** The update that an earlier life of this device sealed and did not bring to its end. */
    Optional<SealedUpdate> unfinished() {
        return journal.pending();
    }

    /** Takes part in a round. @return whether the update was acknowledged */
    boolean run(Verified<RoundOffer> offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (journal.sealedFor(offer.content())) {
            decline(offer.content(), "this device sealed an update for the round before, and seals no second one");
            return false;
        }
        return settle(offer.content(), () -> perform(offer));
    }

    /** Goes on with an update that is sealed already: nothing is trained. @return whether it was acknowledged */
    boolean resume(SealedUpdate update)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        return settle(update.offer().content(), () -> deliver(update, false));
    }

    /** What was sealed is spent before anything else is said, unless the client is closed or killed: then it goes on later. */
    private boolean settle(RoundOffer offer, Act act)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try {
            act.perform();
            journal.spend();
            return true;
        } catch (RejectedException refused) {
            journal.spend();
            if (!OVER.contains(refused.reason())) {
                decline(offer, refused.getMessage());
            }
        } catch (TrainingException | IOException failed) {
            journal.spend();
            decline(offer, failed.getMessage());
        }
        return false;
    }

    private void perform(Verified<RoundOffer> verified)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = verified.content();
        Fetched fetched = announcer.step(Phase.FETCH, offer, () -> steps.fetch().fetch(verified));
        Trained trained = announcer.step(Phase.TRAIN, offer, () -> steps.train().train(fetched));
        deliver(announcer.step(Phase.SEAL, offer, () -> steps.seal().seal(trained)), true);
    }

    private void deliver(SealedUpdate update, boolean fresh)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = update.offer().content();
        announcer.step(Phase.UPLOAD, offer, () -> steps.upload().upload(update, fresh));
        announcer.step(Phase.REPORT, offer, () -> steps.report().report(update));
    }

    private void decline(RoundOffer offer, @Nullable String why)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        announcer.step(Phase.DECLINE, offer, () -> steps.decline().decline(offer, String.valueOf(why)));
    }
}
