package io.tributary.client.internal.round;

import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.model.ChunkRoom;
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
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.IOException;
import java.io.OutputStream;

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
        RunPlan plan = trained.plan().content();
        RoundOffer offer = trained.offer().content();
        UpdateCodec codec = UpdateCodec.of(plan, offer.round());
        UpdateSealer sealer = new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(offer.run(),
                offer.round(), device.id(), offer.planHash(), offer.modelVersion(), codec.chunking().count()));
        EncodedUpdate update = new EncodedUpdate(plan.update().encoding(), codec, trained.outcome().delta(),
                trained.state(), TrainingSeed.of(plan.seed(), device.index(), offer.round()));
        SealedUpdate.Outcome outcome =
                new SealedUpdate.Outcome(trained.outcome().weight(plan), trained.outcome().loss(),
                        trained.trainMillis());
        return journal.write(trained.offer(), outcome, out -> {
            out.write(sealer.header());
            write(sealer, update, SealedSizes.of(plan), out);
            update.stageResidual();
        });
    }

    /** Two arrays serve all chunks: one for what is encoded, one for what is sealed of it. */
    private static void write(UpdateSealer sealer, EncodedUpdate update, SealedSizes sizes, OutputStream out)
            throws RejectedException, IOException {
        ChunkRoom plain = new ChunkRoom();
        ChunkRoom sealed = new ChunkRoom();
        for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
            byte[] encoded = plain.of(sizes.plainBytes(chunk));
            update.encode(chunk, encoded);
            byte[] ciphertext = sealed.of(sizes.chunkBytes(chunk));
            sealer.seal(chunk, encoded, encoded.length, ciphertext);
            out.write(ciphertext);
        }
    }
}
