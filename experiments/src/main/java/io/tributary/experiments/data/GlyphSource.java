package io.tributary.experiments.data;

import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.glyph.Glyph;
import io.tributary.experiments.glyph.GlyphPainter;
import io.tributary.experiments.partition.Draws;
import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the glyphs of an experiment: the same ones for a seed, on every machine. */
record GlyphSource(Glyphs wish, int devices, long seed) {
    private static final int PIXELS = GlyphPainter.SIDE * GlyphPainter.SIDE;

    Dataset load() {
        List<Integer> shape = List.of(GlyphPainter.SIDE, GlyphPainter.SIDE, 1);
        return new Dataset(draw("glyphs/train", Math.multiplyExact(devices, wish.examples()), shape),
                draw("glyphs/test", wish.testExamples(), shape), Glyph.NAMES, shape, new int[0], List.of());
    }

    /** As many of each class as of the others. */
    private Examples draw(String purpose, int size, List<Integer> shape) {
        Glyph[] glyphs = Glyph.values();
        byte[] pixels = new byte[Math.multiplyExact(size, PIXELS)];
        int[] labels = IntStream.range(0, size).map(i -> i % glyphs.length).toArray();
        IntStream.range(0, size).parallel().forEach(i -> {
            byte[] picture = GlyphPainter.paint(glyphs[labels[i]], Draws.of(seed, purpose, i));
            System.arraycopy(picture, 0, pixels, i * PIXELS, PIXELS);
        });
        return InMemoryExamples.ofBytes(pixels, labels, shape);
    }
}
