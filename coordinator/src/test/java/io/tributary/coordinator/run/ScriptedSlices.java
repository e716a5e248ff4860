package io.tributary.coordinator.run;

import io.tributary.learning.Evaluation;
import io.tributary.learning.SliceFigures;
import io.tributary.learning.SlicedEvaluator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Examples whose losses are of very different sizes, so that their sum depends on its order. Counts what it measures.
 *
 * @param slices how many
 * @param each examples of a slice; the last has one
 * @param fingerprint of the examples
 * @param gate is called with the number of a slice before it is measured
 * @param measured how many slices were
 */
record ScriptedSlices(int slices, int each, String fingerprint, IntConsumer gate, AtomicInteger measured)
        implements SlicedEvaluator {
    private static final int CLASSES = 3;

    static ScriptedSlices of(int slices, int each, IntConsumer gate) {
        return new ScriptedSlices(slices, each, "the same", gate, new AtomicInteger());
    }

    @Override
    public int examples(int slice) {
        return slice == slices - 1 ? 1 : each;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public OpenModel open(float[] model) {
        return new OpenModel() {
            @Override
            public SliceFigures measure(int slice) {
                gate.accept(slice);
                measured.incrementAndGet();
                return figures(model, slice);
            }

            @Override
            public void close() {}
        };
    }

    private SliceFigures figures(float[] model, int slice) {
        Random random = new Random(slice);
        double[] losses = random.doubles(examples(slice)).map(part -> model[0] + Math.pow(10, 12 * part)).toArray();
        return new SliceFigures(losses, random.ints(examples(slice), 0, CLASSES).toArray());
    }

    @Override
    public Evaluation together(List<SliceFigures> figures) {
        double loss = 0;
        int[][] confusion = new int[CLASSES][CLASSES];
        int examples = 0;
        for (SliceFigures slice : figures) {
            for (int i = 0; i < slice.losses().length; i++, examples++) {
                loss += slice.losses()[i];
                confusion[examples % CLASSES][slice.predicted()[i]]++;
            }
        }
        return new Evaluation(0, loss / examples, confusion, examples);
    }

    @Override
    public Evaluation evaluate(float[] model) {
        return together(IntStream.range(0, slices).mapToObj(slice -> figures(model, slice)).toList());
    }
}
