package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Evaluation;
import io.tributary.learning.Examples;
import io.tributary.learning.SliceFigures;
import io.tributary.learning.SlicedEvaluator;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.ModelSpec;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DjlEvaluatorTest {
    private static final ModelSpec TWO = new ModelSpec("linear", List.of(1), 2, List.of());

    /** Logits are (0, x): class 1 has probability 1 / (1 + e^-x). */
    @Test
    void figuresAreThoseWorkedOutByHand() {
        Examples examples =
                InMemoryExamples.ofFloats(new float[] {2, -1, 3, -0.5f}, new int[] {1, 0, 0, 1}, List.of(1));
        Evaluation evaluation = new DjlEvaluator(TWO, examples).evaluate(new float[] {0, 1, 0, 0});
        assertEquals(0.5, evaluation.accuracy());
        double loss = Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(3))
                + Math.log1p(Math.exp(0.5));
        assertEquals(loss / 4, evaluation.loss(), 1e-6);
        assertArrayEquals(new int[][] {{1, 1}, {1, 1}}, evaluation.confusion());
        assertEquals(4, evaluation.examples());
    }

    @Test
    void rowsOfTheConfusionAreTrueClasses() {
        Examples examples = InMemoryExamples.ofFloats(new float[] {1, 1, -1}, new int[] {0, 0, 0}, List.of(1));
        Evaluation evaluation = new DjlEvaluator(TWO, examples).evaluate(new float[] {0, 1, 0, 0});
        assertArrayEquals(new int[][] {{1, 2}, {0, 0}}, evaluation.confusion());
    }

    @Test
    void everyExampleOfManyBatchesCountsOnceAndTheFiguresRepeat() {
        ModelSpec spec = Tasks.spec("cnn", 12, 12, 3, 5);
        DjlEvaluator evaluator = new DjlEvaluator(spec, new ToyExamples(spec, 1000, 2));
        float[] model = Architectures.initial(spec, 4);
        Evaluation first = evaluator.evaluate(model);
        Evaluation again = evaluator.evaluate(model);
        assertEquals(1000, Arrays.stream(first.confusion()).flatMapToInt(Arrays::stream).sum());
        for (int[] row : first.confusion()) {
            assertEquals(200, Arrays.stream(row).sum());
        }
        assertEquals(first.loss(), again.loss());
        assertTrue(Arrays.deepEquals(first.confusion(), again.confusion()));
    }

    @Test
    void slicesMeasuredByTwoEvaluatorsInAnyOrderGiveTheSameBits() {
        ModelSpec spec = Tasks.spec("cnn", 12, 12, 3, 5);
        float[] model = Architectures.initial(spec, 4);
        DjlEvaluator one = new DjlEvaluator(spec, new ToyExamples(spec, 1000, 2));
        DjlEvaluator other = new DjlEvaluator(spec, new ToyExamples(spec, 1000, 2));
        SliceFigures[] figures = new SliceFigures[one.slices()];
        try (SlicedEvaluator.OpenModel here = one.open(model); SlicedEvaluator.OpenModel there = other.open(model)) {
            for (int slice = figures.length - 1; slice >= 0; slice--) {
                figures[slice] = (slice % 2 == 0 ? here : there).measure(slice);
                assertEquals(one.examples(slice), figures[slice].losses().length);
            }
        }

        Evaluation together = one.together(List.of(figures));

        Evaluation whole = one.evaluate(model);
        assertEquals(4, figures.length);
        assertEquals(whole.loss(), together.loss());
        assertEquals(whole.accuracy(), together.accuracy());
        assertTrue(Arrays.deepEquals(whole.confusion(), together.confusion()));
    }

    @Test
    void evaluatorsOfOtherExamplesOrThreadsHaveOtherFingerprints() {
        String print = new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 1)).fingerprint();
        assertEquals(print, new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 1)).fingerprint());
        assertNotEquals(print, new DjlEvaluator(TWO, new ToyExamples(TWO, 4, 1)).fingerprint());
        assertNotEquals(print, new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 2)).fingerprint());
        assertNotEquals(print, new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 3)).fingerprint(), "the same classes");
        assertNotEquals(print, new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 1), 2).fingerprint());
    }

    @Test
    void hugeLogitsGiveAFiniteLoss() {
        Examples examples = InMemoryExamples.ofFloats(new float[] {1000}, new int[] {0}, List.of(1));
        assertEquals(1000, new DjlEvaluator(TWO, examples).evaluate(new float[] {0, 1, 0, 0}).loss());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Examples examples = InMemoryExamples.ofFloats(new float[] {1, 2}, new int[] {0, 2}, List.of(1));
        assertEquals("example 1 has class 2, but the network knows 0..1",
                assertThrows(IllegalArgumentException.class, () -> new DjlEvaluator(TWO, examples)).getMessage());
        DjlEvaluator evaluator = new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(new float[5])).getMessage()
                .contains("has 4 parameters, but the model has 5 values"));
        assertThrows(IllegalArgumentException.class, () -> new DjlEvaluator(TWO, new ToyExamples(TWO, 3, 1), 0));
    }

    @Test
    void exampleThatCannotBeReadEndsTheEvaluationByName() {
        ModelSpec spec = Tasks.spec("linear", 4, 4, 1, 2);
        Path missing = Path.of("no-such-folder", "cat.jpg");
        Examples examples = new FileExamples(List.of(missing), new int[] {1}, new ImageDecoder(4, 4, 1), 0);
        DjlEvaluator evaluator = new DjlEvaluator(spec, examples);
        assertTrue(assertThrows(UncheckedIOException.class, () -> evaluator.evaluate(new float[34])).getMessage()
                .contains(missing.toString()));
    }
}
