package io.tributary.learning;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Tells sets of examples from each other by all of their classes and some of their values: that costs little, even if they are files. */
public final class ExamplesFingerprint {
    private static final int MOST_READ = 16;

    private ExamplesFingerprint() {}

    /**
     * Hex SHA-256 of a network, its examples and whatever else figures depend on, for {@link SlicedEvaluator#fingerprint}.
     *
     * @param more further words, such as the engine's version
     * @throws java.io.UncheckedIOException if an example cannot be read
     */
    public static String of(ModelSpec spec, Examples examples, String more) {
        MessageDigest digest = Sha256.algorithm();
        digest.update((spec + more).getBytes(StandardCharsets.UTF_8));
        ByteBuffer label = ByteBuffer.allocate(Integer.BYTES);
        for (int i = 0; i < examples.size(); i++) {
            digest.update(label.putInt(0, examples.label(i)).array());
        }
        float[] values = new float[spec.input().stream().reduce(1, Math::multiplyExact)];
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        int read = Math.min(MOST_READ, examples.size());
        for (int i = 0; i < read; i++) {
            examples.read((int) ((long) i * examples.size() / read), values, 0);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return Sha256.finish(digest).hex();
    }
}
