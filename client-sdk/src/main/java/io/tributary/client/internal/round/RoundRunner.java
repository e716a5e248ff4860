package io.tributary.client.internal.round;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.round.FetchStep.Fetched;
import io.tributary.client.internal.round.RoundCancellation.RoundOverException;
import io.tributary.client.internal.round.TrainStep.Trained;
import io.tributary.client.internal.session.StepRunner;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
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
    private final ChannelKeeper.Channels channels;
    private final UpdateJournal journal;
    private final DeviceStates states;
    private final StepRunner runner;
    private final ServedNews news;

    /** The steps of a round. */
    public record Steps(FetchStep fetch, TrainStep train, SealStep seal, UploadStep upload, ReportStep report,
            DeclineStep decline) {}

    public RoundRunner(Steps steps, ChannelKeeper.Channels channels, UpdateJournal journal, DeviceStates states,
            StepRunner runner, ServedNews news) {
        this.steps = steps;
        this.channels = channels;
        this.journal = journal;
        this.states = states;
        this.runner = runner;
        this.news = news;
    }

    /** The steps that are left of a round. */
    private interface Act {
        void perform(RoundCancellation cancellation)
                throws RejectedException, TransportException, TrainingException, IOException, InterruptedException;
    }

    /** The update that was sealed before the client was started, and is neither acknowledged nor given up. */
    public Optional<SealedUpdate> unfinished() {
        return journal.pending();
    }

    /** Fetches the last model of runs that have ended. */
    public void fetchFinal(CoordinatorMessage.NoMoreWork ended)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        news.around(ended.model(), ended.run(), 0, () -> runner.step(Phase.FETCH, ended.run(), 0, () -> {
            steps.fetch().fetchFinal(ended);
            return true;
        }));
    }

    /** Fetches the last model of a run that has ended while others go on. */
    public void fetchNewer(CoordinatorMessage.NoMoreWork ended)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        news.around(ended.model(), ended.run(), 0, () -> runner.step(Phase.FETCH, ended.run(), 0, () -> {
            steps.fetch().fetchNewer(ended);
            return true;
        }));
    }

    /** Takes part in a round. @return whether nothing failed: the update was acknowledged, or the round is over without it */
    public boolean run(Verified<RoundOffer> offer)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        if (journal.sealedFor(offer.content())) {
            decline(offer.content(), Reason.ALREADY_REPORTED,
                    "this device sealed an update for the round before, and seals no second one");
            return false;
        }
        return settle(offer.content(), cancellation -> perform(offer, cancellation));
    }

    /** Takes no part in a round, of which nothing was fetched. */
    public void decline(Verified<RoundOffer> offer, Reason reason, String why)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        decline(offer.content(), reason, why);
    }

    /** Goes on with an update that is sealed already: nothing is trained. @return whether nothing failed */
    public boolean resume(SealedUpdate update)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        return settle(update.offer().content(), cancellation -> deliver(update, false, cancellation));
    }

    /** Deletes what was sealed before anything else is said. A client that is closed or killed keeps it, and goes on with it later. */
    private boolean settle(RoundOffer offer, Act act)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try (ChannelKeeper channel = channels.open(offer)) {
            return settle(offer, channel.cancellation(), act);
        }
    }

    private boolean settle(RoundOffer offer, RoundCancellation cancellation, Act act)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        try {
            act.perform(cancellation);
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
                decline(offer, refused.reason(), refused.getMessage());
            }
        } catch (TrainingException failed) {
            giveUp(offer);
            decline(offer, Reason.TRAINING_FAILED, failed.getMessage());
        } catch (IOException | RuntimeException failed) {
            giveUp(offer);
            decline(offer, Reason.DEVICE_FAILED, failed.toString());
        }
        return false;
    }

    /** Deletes the update first: as long as it may still be sent, the state that belongs to it is needed. */
    private void giveUp(RoundOffer offer) throws IOException {
        journal.spend();
        states.of(offer.run()).drop();
    }

    private void perform(Verified<RoundOffer> verified, RoundCancellation cancellation)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        deliver(sealed(verified, cancellation), true, cancellation);
    }

    /** The update, which is as large as the model, ends with this frame: deliveries may take long, and hold none of it. */
    private SealedUpdate sealed(Verified<RoundOffer> verified, RoundCancellation cancellation)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        Trained trained = trained(verified, cancellation);
        cancellation.require();
        return runner.step(Phase.SEAL, verified.content(), () -> steps.seal().seal(trained));
    }

    /** The model ends with this frame. */
    private Trained trained(Verified<RoundOffer> verified, RoundCancellation cancellation)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = verified.content();
        Fetched fetched = news.around(offer.model(), offer.run(), offer.round(),
                () -> runner.step(Phase.FETCH, offer, () -> steps.fetch().fetch(verified)));
        return runner.step(Phase.TRAIN, offer, () -> cancellation.during(() -> steps.train().train(fetched)));
    }

    private void deliver(SealedUpdate update, boolean fresh, RoundCancellation cancellation)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        RoundOffer offer = update.offer().content();
        cancellation.require();
        runner.step(Phase.UPLOAD, offer, () -> steps.upload().upload(update, fresh));
        journal.acknowledge(runner.step(Phase.REPORT, offer, () -> steps.report().report(update)));
    }

    private void decline(RoundOffer offer, Reason reason, @Nullable String why)
            throws RejectedException, TransportException, TrainingException, IOException, InterruptedException {
        String words = String.valueOf(why);
        runner.tell(new ClientEvent.Declined(Phase.DECLINE, offer.run(), offer.round(), offer.model(), reason, words));
        LOG.info("run '{}' round {} of model '{}' is declined: {}, {}", offer.run(), offer.round(), offer.model(),
                reason.code(), words);
        runner.step(Phase.DECLINE, offer, () -> steps.decline().decline(offer, reason, words));
    }
}
