package io.tributary.learning.djl;

import io.tributary.learning.TrainingException;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.TrainingSpec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One training whose result is a line of text: the hash of what changed, or the error. */
final class Probe {
    static final ModelSpec SPEC = Tasks.spec("fedavg-cnn", 12, 12, 1, 4);

    private Probe() {}

    /** Prints the line. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        try {
            System.out.println(hashOfTraining(1, 1));
        } catch (TrainingException missing) {
            System.out.println(missing.getMessage());
        }
    }

    static String hashOfTraining(long seed, int threads) throws Exception {
        TrainingSpec training = new TrainingSpec(2, 8, new OptimizerSpec.Adam(0.001, 0.9, 0.999, 1e-8), threads);
        float[] delta = new DjlTrainer(new ToyExamples(SPEC, 20, seed)).train(Tasks.task(SPEC, training, seed)).delta();
        ByteBuffer bytes = ByteBuffer.allocate(delta.length * 4);
        bytes.asFloatBuffer().put(delta);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
