package io.tributary.client.internal.round;

import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.round.TrainStep.Trained;
import io.tributary.client.internal.session.Device;
import io.tributary.learning.update.EncodedUpdate;
import io.tributary.learning.update.TrainingSeed;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.IOException;

/**
 * Encodes and seals an update chunk by chunk to the round's key, into the journal: no plaintext is written to the disk. An offer of
 * the round for which the last update was sealed is declined.
 */
public final class SealStep {
    private final Device device;
    private final UpdateJournal journal;

    public SealStep(Device device, UpdateJournal journal) {
        this.device = device;
        this.journal = journal;
    }

    /**
     * Seals it.
     *
     * @throws RejectedException NOT_FINITE or OUT_OF_BOUND if what encoding makes of it is beyond the plan's bound: the coordinator
     *     would refuse it
     */
    SealedUpdate seal(Trained trained) throws RejectedException, IOException {
        RunPlan plan = trained.fetched().plan().content();
        RoundOffer offer = trained.fetched().offer().content();
        UpdateCodec codec = UpdateCodec.of(plan, offer.round());
        UpdateSealer sealer = new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(offer.run(),
                offer.round(), device.id(), offer.planHash(), offer.modelVersion(), codec.chunking().count()));
        EncodedUpdate update = new EncodedUpdate(plan.update().encoding(), codec, trained.outcome().delta(),
                trained.state(), TrainingSeed.of(plan.seed(), device.index(), offer.round()));
        SealedUpdate.Outcome outcome =
                new SealedUpdate.Outcome(trained.outcome().weight(plan), trained.outcome().loss(),
                        trained.trainMillis());
        return journal.write(trained.fetched().offer(), outcome, out -> {
            out.write(sealer.header());
            for (int chunk = 0; chunk < codec.chunking().count(); chunk++) {
                out.write(sealer.seal(chunk, update.encode(chunk)));
            }
            update.stageResidual();
        });
    }
}
