package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.job.UpdateSource;
import io.tributary.coordinator.run.PlannedRun;
import io.tributary.coordinator.run.SealedUpdates;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Updates sealed as devices seal them, in a store as the coordinator keeps it. */
final class SealedStore {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final int ROUND = 1;
    private static final int VERSION = 0;

    private final ObjectStore objects;
    private final PlannedRun run;
    private final RoundKeyPair key = RoundKeyPair.generate();
    private final SigningKey signer = SigningKey.generate();
    private final List<AcceptedUpdate> accepted = new ArrayList<>();

    SealedStore(Path root, RunPlan plan) {
        this.objects = new FileObjectStore(root);
        SignedDocument signed = SigningKey.generate().sign(SignatureContext.RUN_PLAN, WireJson.write(plan));
        this.run = new PlannedRun(RUN, signed, plan, signed.hash());
    }

    /** Seals every update and keeps it, durably. */
    void fill(HeldUpdates updates) throws RejectedException {
        for (int update = 0; update < updates.count(); update++) {
            keep(updates.device(update), updates.weight(update), updates.values(update));
        }
    }

    /** What was kept, as closing a round reads it. */
    UpdateSource source(RangeExecutor executor) throws AggregationException, InterruptedException {
        return SealedUpdates.open(objects, run, new SealedUpdates.Round(ROUND, VERSION, key), accepted, executor);
    }

    private void keep(String device, int weight, float[] values) throws RejectedException {
        String upload = UUID.randomUUID().toString();
        UpdateCodec codec = UpdateCodec.of(run.plan(), ROUND);
        int chunks = codec.chunking().count();
        UpdateSealer sealer = new UpdateSealer(key.publicKey(),
                new SealContext(RUN, ROUND, device, run.planHash(), VERSION, chunks));
        MessageDigest digest = Sha256.algorithm();
        digest.update(sealer.header());
        long bytes = sealer.header().length;
        try (ObjectWriter writer = objects.write(UpdateObjects.name(RUN, ROUND, device, upload))) {
            writer.append(ByteBuffer.wrap(sealer.header()));
            for (int chunk = 0; chunk < chunks; chunk++) {
                byte[] sealed = sealer.seal(chunk, codec.encode(chunk, values, ROUND));
                writer.append(ByteBuffer.wrap(sealed));
                digest.update(sealed);
                bytes += sealed.length;
            }
            writer.commit();
        }
        String sha256 = Sha256.finish(digest).hex();
        SignedDocument report = signer.sign(SignatureContext.UPDATE_REPORT, WireJson.write(
                new UpdateReport(Versioned.VERSION, RUN, ROUND, device, upload, sha256,
                        Sha256.of(sealer.header()).hex(), weight)));
        accepted.add(new AcceptedUpdate(RUN, ROUND, device, upload, sha256, weight, 0, 0, bytes, Instant.EPOCH,
                report));
    }
}
