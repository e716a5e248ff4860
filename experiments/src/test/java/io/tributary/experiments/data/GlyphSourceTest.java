package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.glyph.Glyph;
import io.tributary.experiments.glyph.GlyphPainter;
import io.tributary.experiments.partition.Draws;
import io.tributary.learning.Examples;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GlyphSourceTest {
    private static final int PIXELS = 784;

    private static Dataset draw(long seed) {
        return new GlyphSource(new Glyphs(50, 500), 12, seed).load();
    }

    @Test
    void i10GlyphsAreTheSameBytesOnEveryJvm() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 100; i++) {
            digest.update(GlyphPainter.paint(Glyph.valueOf(Glyph.NAMES.get(i % 10).toUpperCase(Locale.ROOT)),
                    Draws.of(1, "golden", i)));
        }
        assertEquals("ab8c27466fcbcf4b0f314267f205f08b261251bac7b69e5c75d5ef33e0478bc8",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aSeedGivesTheSameGlyphsAndAnotherSeedOthers() {
        assertEquals(digits(draw(1).train()), digits(draw(1).train()));
        assertNotEquals(digits(draw(1).train()), digits(draw(2).train()));
    }

    @Test
    void heldOutGlyphsAreNotAmongThoseTrainedOn() {
        Dataset glyphs = draw(1);
        List<List<Float>> train = pictures(glyphs.train());
        assertTrue(pictures(glyphs.test()).stream().noneMatch(train::contains));
    }

    @Test
    void thereAreAsManyOfEachClassAndEachHasAName() {
        Dataset glyphs = draw(1);
        assertEquals(600, glyphs.train().size());
        assertEquals(500, glyphs.test().size());
        assertEquals(List.of("ring", "triangle", "square", "cross", "saltire", "hourglass", "arrow", "wave", "fork",
                "spiral"), glyphs.classNames());
        for (int c = 0; c < 10; c++) {
            int wanted = c;
            assertEquals(60, Arrays.stream(glyphs.trainLabels()).filter(label -> label == wanted).count());
        }
    }

    @Test
    void pixelsAreGreyOfEveryStrengthFromPaperToInk() {
        List<Float> all = digits(draw(1).test());
        assertTrue(all.stream().allMatch(v -> v >= 0 && v <= 1));
        double ink = all.stream().filter(v -> v > 0.5).count() / (double) all.size();
        assertTrue(ink > 0.03 && ink < 0.2, "share of ink: " + ink);
    }

    /** A template a class is the simplest linear model; were it good, the quickstart would not need a network. */
    @Test
    void templatesDoNotTellGlyphsApart() {
        Dataset glyphs = new GlyphSource(new Glyphs(200, 500), 12, 1).load();
        float[][] templates = new float[10][PIXELS];
        for (int i = 0; i < glyphs.train().size(); i++) {
            float[] picture = picture(glyphs.train(), i);
            float[] template = templates[glyphs.train().label(i)];
            IntStream.range(0, PIXELS).forEach(p -> template[p] += picture[p] / 240);
        }
        long right = IntStream.range(0, 500)
                .filter(i -> nearest(templates, picture(glyphs.test(), i)) == glyphs.test().label(i)).count();
        assertTrue(right > 500 * 0.2 && right < 500 * 0.8, right + " of 500");
    }

    private static int nearest(float[][] templates, float[] picture) {
        double[] distances = Arrays.stream(templates)
                .mapToDouble(t -> IntStream.range(0, PIXELS).mapToDouble(p -> (t[p] - picture[p]) * (t[p] - picture[p]))
                        .sum())
                .toArray();
        return IntStream.range(0, 10).reduce((a, b) -> distances[b] < distances[a] ? b : a).orElseThrow();
    }

    private static float[] picture(Examples examples, int index) {
        float[] picture = new float[PIXELS];
        examples.read(index, picture, 0);
        return picture;
    }

    private static List<List<Float>> pictures(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(i -> boxed(picture(examples, i))).toList();
    }

    private static List<Float> digits(Examples examples) {
        return pictures(examples).stream().flatMap(List::stream).toList();
    }

    private static List<Float> boxed(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }
}
