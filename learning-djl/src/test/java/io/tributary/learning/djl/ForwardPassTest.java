package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.architecture.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ForwardPassTest {
    @Test
    void tinyNetworkGivesTheAnswerWorkedOutByHand() {
        List<Layer> layers = List.of(new Layer.Convolution("c", 1, 1, 2, 0), new Layer.MaxPool(), new Layer.Relu(),
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
            List<Layer> layers = List.of(new Layer.MaxPool(), new Layer.Flatten());
            assertArrayEquals(new float[] {4}, ForwardPass.answering(layers).logits(List.of(), input).toFloatArray());
        }
    }

    private static NDArray array(NDManager manager, Shape shape, float... values) {
        return manager.create(values, shape);
    }
}
