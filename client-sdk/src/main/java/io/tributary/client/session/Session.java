package io.tributary.client.session;

import io.tributary.client.event.Phase;
import io.tributary.client.journal.UpdateJournal;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

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

    /** Whether the update was acknowledged. */
    boolean run(RoundOffer offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try {
            perform(offer);
            return true;
        } catch (RejectedException refused) {
            if (!OVER.contains(refused.reason())) {
                decline(offer, refused);
            }
        } catch (TrainingException | IOException failed) {
            decline(offer, failed);
        } finally {
            journal.clear();
        }
        return false;
    }

    private void perform(RoundOffer offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        Fetched fetched = announcer.step(Phase.FETCH, offer, () -> steps.fetch().fetch(offer));
        Trained trained = announcer.step(Phase.TRAIN, offer, () -> steps.train().train(fetched));
        Sealed sealed = announcer.step(Phase.SEAL, offer, () -> steps.seal().seal(trained));
        Sealed uploaded = announcer.step(Phase.UPLOAD, offer, () -> steps.upload().upload(sealed));
        announcer.step(Phase.REPORT, offer, () -> steps.report().report(uploaded));
    }

    private void decline(RoundOffer offer, Exception why)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        announcer.step(Phase.DECLINE, offer, () -> steps.decline().decline(offer, String.valueOf(why.getMessage())));
    }
}
