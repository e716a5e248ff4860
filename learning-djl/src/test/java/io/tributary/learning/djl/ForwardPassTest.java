package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.architecture.Layer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForwardPassTest {
    @Test
    void tinyNetworkGivesTheAnswerWorkedOutByHand() {
        List<Layer> layers = List.of(new Layer.Convolution("c", 1, 1, 2, 0), new Layer.MaxPool(2), new Layer.Relu(),
                new Layer.Flatten(), new Layer.Dense("d", 1, 2));
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray input =
                    array(manager, new Shape(2, 1, 3, 3), 1, 2, 3, 4, 5, 6, 9, -5, 3, 9, 8, 7, 6, 5, 4, 3, 2, 1);
            List<NDArray> weights = List.of(array(manager, new Shape(1, 1, 2, 2), 1, 0, 0, -1),
                    array(manager, new Shape(1), 1), array(manager, new Shape(2, 1), 2, -3),
                    array(manager, new Shape(2), 0.5f, 1));
            float[] logits = ForwardPass.answering(layers).logits(weights, input).toFloatArray();
            // First image: max(1-5, 2-6, 4+5, 5-3) + 1 = 10. Second: every difference is 4, plus 1 is 5.
            assertArrayEquals(new float[] {20.5f, -29, 10.5f, -14}, logits);
        }
    }

    @Test
    void reluCutsNegativesAndPaddingAddsZeros() {
        List<Layer> layers = List.of(new Layer.Convolution("c", 1, 1, 3, 1), new Layer.Relu(), new Layer.Flatten());
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray input = array(manager, new Shape(1, 1, 2, 2), 1, -2, 3, -4);
            List<NDArray> weights = List.of(array(manager, new Shape(1, 1, 3, 3), 0, 0, 0, 1, 1, 0, 0, 0, 0),
                    array(manager, new Shape(1), 0));
            // Each pixel plus its left neighbour; outside the image there is nothing.
            assertArrayEquals(new float[] {1, 0, 3, 0},
                    ForwardPass.answering(layers).logits(weights, input).toFloatArray());
        }
    }

    @Test
    void oddLastRowAndColumnAreDroppedByPooling() {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray input = array(manager, new Shape(1, 1, 3, 3), 1, 2, 9, 4, 3, 9, 9, 9, 9);
            List<Layer> layers = List.of(new Layer.MaxPool(2), new Layer.Flatten());
            assertArrayEquals(new float[] {4}, ForwardPass.answering(layers).logits(List.of(), input).toFloatArray());
        }
    }

    @ParameterizedTest
    @CsvSource({"28, 28", "14, 7", "2, 2", "5, 9"})
    void answersArePooledAsTrainingIsBitByBit(int height, int width) {
        List<Layer> layers = List.of(new Layer.MaxPool(2), new Layer.Flatten());
        Random random = new Random(1);
        float[] values = new float[3 * 5 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 97 == 0 ? Float.NaN : random.nextInt(-9, 9) / 7f;
        }
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray input = array(manager, new Shape(3, 5, height, width), values);
            assertArrayEquals(
                    new ForwardPass(layers, norm -> false, new ForwardPass.Dropping(1)).logits(List.of(), input)
                            .toFloatArray(),
                    ForwardPass.answering(layers).logits(List.of(), input).toFloatArray());
        }
    }

    private static NDArray array(NDManager manager, Shape shape, float... values) {
        return manager.create(values, shape);
    }
}
