package io.tributary.coordinator.run;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The coordinator's own update of a round, with which FLTrust compares those of devices. It is trained from the same model and plan, on
 * examples that the coordinator holds. It has the size of one model and stays in memory while the round is aggregated; the model is in
 * memory too while it is trained (I4). Trained again after a crash it has the same bits (I10).
 */
public final class ServerUpdate implements ModelSource {
    private static final byte[] LABEL = "tributary/server-train".getBytes(StandardCharsets.US_ASCII);

    private final Chunking chunking;
    private final float[] delta;

    private ServerUpdate(Chunking chunking, float[] delta) {
        this.chunking = chunking;
        this.delta = delta;
    }

    /** Whether a plan's rule compares updates with one of the coordinator's own. */
    public static boolean isNeeded(RunPlan plan) {
        return plan.strategy().rule().reference() == RuleSpec.Reference.SERVER_UPDATE;
    }

    /**
     * Trains.
     *
     * @param model the round's model
     * @throws IllegalStateException if the trainer fails, or gives an update of another length
     */
    public static ServerUpdate train(LocalTrainer trainer, RunPlan plan, int round, float[] model)
            throws InterruptedException {
        float[] delta;
        try {
            delta = trainer.train(new TrainingTask(plan, round, model, seed(plan.seed(), round))).delta();
        } catch (TrainingException failed) {
            throw new IllegalStateException("the coordinator's own update could not be trained: " + failed.getMessage(),
                    failed);
        }
        if (delta.length != plan.layout().size()) {
            throw new IllegalStateException(
                    "the coordinator's own update has " + delta.length + " values and the layout "
                            + plan.layout().size());
        }
        return new ServerUpdate(plan.layout().updateChunking(), delta);
    }

    /**
     * The first 8 bytes, big endian, of SHA-256("tributary/server-train" | run seed in 8 bytes | round in 4): no device's, whatever
     * its index.
     */
    static long seed(long runSeed, int round) {
        MessageDigest digest = Sha256.algorithm();
        digest.update(LABEL);
        digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(runSeed).putInt(round).flip());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    @Override
    public void read(int chunk, float[] into) {
        System.arraycopy(delta, chunking.offset(chunk), into, 0, chunking.length(chunk));
    }
}
