package io.tributary.experiments.data;

import io.tributary.experiments.config.SourceConfig.Dots;
import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import java.util.List;
import java.util.stream.IntStream;

/** The class is the place of the dot. */
record DotSource(Dots wish, int devices) {
    private static final int CLASSES = 10;
    private static final int PIXELS = 28 * 28;

    Dataset load() {
        List<Integer> shape = List.of(28, 28, 1);
        return new Dataset(draw(devices * wish.examples(), shape), draw(wish.testExamples(), shape),
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(), shape, new int[0], List.of());
    }

    private static Examples draw(int size, List<Integer> shape) {
        byte[] pixels = new byte[size * PIXELS];
        int[] labels = IntStream.range(0, size).map(i -> i % CLASSES).toArray();
        for (int i = 0; i < size; i++) {
            pixels[i * PIXELS + labels[i]] = (byte) 255;
        }
        return InMemoryExamples.ofBytes(pixels, labels, shape);
    }
}
