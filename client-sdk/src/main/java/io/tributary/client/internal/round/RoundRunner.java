package io.tributary.client.internal.round;

import io.tributary.client.event.Phase;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round on this device: its steps, in order. */
public final class RoundRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);
    private final Steps steps;
    private final ChannelKeeper.Lines lines;
    private final UpdateJournal journal;
    private final DeviceStates states;
    private final StepRunner announcer;

    /** The steps of a round. */
    public record Steps(FetchStep fetch, TrainStep train, SealStep seal, UploadStep upload, ReportStep report,
            DeclineStep decline) {}

    public RoundRunner(Steps steps, ChannelKeeper.Lines lines, UpdateJournal journal, DeviceStates states,
            StepRunner announcer) {
        this.steps = steps;
        this.lines = lines;
        this.journal = journal;
        this.states = states;
        this.announcer = announcer;
    }

    /** What is done for a round. */
    private interface Act {
        void perform(RoundCancellation end)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;
    }

    /** The update that an earlier life of this device sealed and did not bring to its end. */
    public Optional<SealedUpdate> unfinished() {
        return journal.pending();
    }

    /** Takes part in a round. @return whether nothing failed: the update was acknowledged, or the round is over without it */
    public boolean run(Verified<RoundOffer> offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (journal.sealedFor(offer.content())) {
            decline(offer.content(), "this device sealed an update for the round before, and seals no second one");
            return false;
        }
        return settle(offer.content(), end -> perform(offer, end));
    }

    /** Goes on with an update that is sealed already: nothing is trained. @return whether nothing failed */
    public boolean resume(SealedUpdate update)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        return settle(update.offer().content(), end -> deliver(update, false, end));
    }

    /** What was sealed is spent before anything else is said, unless the client is closed or killed: then it goes on later. */
    private boolean settle(RoundOffer offer, Act act)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try (ChannelKeeper line = lines.open(offer)) {
            return settle(offer, line.end(), act);
        }
    }

    private boolean settle(RoundOffer offer, RoundCancellation end, Act act)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try {
            act.perform(end);
            states.of(offer.run()).promote(offer.round());
            journal.spend();
            return true;
        } catch (RoundOverException over) {
            LOG.info("run '{}' round {} goes on without this device: {}", offer.run(), offer.round(),
                    over.getMessage());
            giveUp(offer);
            return true;
        } catch (RejectedException refused) {
            giveUp(offer);
            if (!refused.reason().endsRound()) {
                decline(offer, refused.getMessage());
            }
        } catch (TrainingException | IOException failed) {
            giveUp(offer);
            decline(offer, failed.getMessage());
        }
        return false;
    }

    /** In this order: an update that may still be sent keeps the state that belongs to it. */
    private void giveUp(RoundOffer offer) throws IOException {
        journal.spend();
        states.of(offer.run()).drop();
    }

    private void perform(Verified<RoundOffer> verified, RoundCancellation end)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = verified.content();
        Fetched fetched = announcer.step(Phase.FETCH, offer, () -> steps.fetch().fetch(verified));
        Trained trained = announcer.step(Phase.TRAIN, offer, () -> end.during(() -> steps.train().train(fetched)));
        end.require();
        deliver(announcer.step(Phase.SEAL, offer, () -> steps.seal().seal(trained)), true, end);
    }

    private void deliver(SealedUpdate update, boolean fresh, RoundCancellation end)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = update.offer().content();
        end.require();
        announcer.step(Phase.UPLOAD, offer, () -> steps.upload().upload(update, fresh));
        announcer.step(Phase.REPORT, offer, () -> steps.report().report(update));
    }

    private void decline(RoundOffer offer, @Nullable String why)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        announcer.step(Phase.DECLINE, offer, () -> steps.decline().decline(offer, String.valueOf(why)));
    }
}
