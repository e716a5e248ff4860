package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.SharedPass;
import io.tributary.learning.SliceFigures;
import io.tributary.learning.SlicedEvaluator;
import io.tributary.protocol.parameters.ChunkRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Measures a model slice by slice; the range of a slice is its number alone. Each example's loss travels, not their sum: sums of doubles
 * are made in the order of all examples, so they have the same bits whoever measured which.
 */
record SlicePass(SlicedEvaluator evaluator, SlicedEvaluator.OpenModel model) implements SharedPass<SliceFigures> {
    /** Of an example: its loss and its class. */
    static final int BYTES = Double.BYTES + Short.BYTES;

    @Override
    public SliceFigures run(ChunkRange range) {
        return model.measure(range.from());
    }

    @Override
    public byte[] description() {
        return evaluator.fingerprint().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] encode(SliceFigures figures) {
        ByteBuffer bytes = ByteBuffer.allocate(figures.losses().length * BYTES);
        for (int i = 0; i < figures.losses().length; i++) {
            bytes.putDouble(figures.losses()[i]).putShort((short) figures.predicted()[i]);
        }
        return bytes.array();
    }

    /** A loss may be infinite, or no number, as those of a model that diverged are. */
    @Override
    public SliceFigures decode(ChunkRange range, byte[] result) {
        int examples = evaluator.examples(range.from());
        if (result.length != (long) examples * BYTES) {
            throw new IllegalArgumentException("slice " + range.from() + " has " + examples + " examples, of which "
                    + result.length + " bytes say nothing");
        }
        ByteBuffer bytes = ByteBuffer.wrap(result);
        double[] losses = new double[examples];
        int[] predicted = new int[examples];
        for (int i = 0; i < examples; i++) {
            losses[i] = bytes.getDouble();
            predicted[i] = Short.toUnsignedInt(bytes.getShort());
            if (losses[i] < 0 || predicted[i] >= evaluator.classes()) {
                throw new IllegalArgumentException(
                        "example " + i + " of slice " + range.from() + " has loss " + losses[i]
                                + " and class " + predicted[i] + " of " + evaluator.classes());
            }
        }
        return new SliceFigures(losses, predicted);
    }
}
