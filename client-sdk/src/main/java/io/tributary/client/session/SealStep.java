package io.tributary.client.session;

import io.tributary.client.journal.SealedUpdate;
import io.tributary.client.journal.UpdateJournal;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.IOException;
import java.io.OutputStream;

/** Seals an update chunk by chunk to the round's key, into the journal: no plaintext touches the disk. From here on it is never retrained. */
final class SealStep {
    private final Device device;
    private final UpdateJournal journal;
    private final ChunkCodec codec = new ChunkCodec();

    SealStep(Device device, UpdateJournal journal) {
        this.device = device;
        this.journal = journal;
    }

    SealedUpdate seal(Trained trained) throws RejectedException, IOException {
        RoundOffer offer = trained.fetched().offer().content();
        Chunking chunking = trained.fetched().plan().content().layout().chunking();
        UpdateSealer sealer = new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(offer.run(),
                offer.round(), device.id(), offer.planHash(), offer.modelVersion(), chunking.count()));
        SealedUpdate.Outcome outcome = new SealedUpdate.Outcome(trained.outcome().examples(), trained.outcome().loss(),
                trained.trainMillis());
        return journal.write(trained.fetched().offer(), outcome,
                out -> write(sealer, chunking, trained.outcome().delta(), out));
    }

    private void write(UpdateSealer sealer, Chunking chunking, float[] delta, OutputStream out) throws IOException {
        out.write(sealer.header());
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            out.write(sealer.seal(chunk, codec.encode(delta, chunking.offset(chunk), chunking.length(chunk))));
        }
    }
}
