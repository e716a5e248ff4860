package io.tributary.learning.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Flatten;
import io.tributary.learning.architecture.Layer.MaxPool;
import io.tributary.learning.architecture.Layer.Relu;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.plan.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitecturesTest {
    @ParameterizedTest
    @CsvSource({"cnn, 224, 3, 10, 23908682", "fedavg-cnn, 28, 1, 10, 1663370", "linear, 28, 1, 10, 7850",
        "mlp, 28, 1, 10, 159010", "lenet, 28, 1, 10, 44426", "fedavg-cnn-bn, 28, 1, 10, 1663754",
        "cnn, 10, 1, 2, 27394"})
    void networksHaveThePublishedNumberOfParameters(String name, int side, int channels, int classes, int parameters) {
        assertEquals(parameters, Architectures.layout(TestPlans.spec(name, side, side, channels, classes)).size());
    }

    @Test
    void layoutNamesTensorsAndShapesAsPyTorchHasThem() {
        List<Parameter> parameters = Architectures.layout(TestPlans.spec("fedavg-cnn", 28, 28, 1, 10)).parameters();
        assertEquals(List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "dense1.weight", "dense1.bias",
                "dense2.weight", "dense2.bias"), parameters.stream().map(Parameter::name).toList());
        assertEquals(List.of(64, 32, 5, 5), parameters.get(2).shape());
        assertEquals(List.of(512, 3136), parameters.get(4).shape());
        assertEquals(List.of(10), parameters.get(7).shape());
    }

    /** The order in which relu and pooling stand changes no bit, and costs three passes over the values of a convolution. */
    @Test
    void builtInNetworksPoolBeforeRelu() {
        assertEquals(
                List.of(new Convolution("conv1", 3, 32, 3, 0), new MaxPool(2), new Relu(),
                        new Convolution("conv2", 32, 64, 3, 0), new MaxPool(2), new Relu(), new Flatten(),
                        new Dense("dense1", 64 * 54 * 54, 128), new Relu(), new Dense("dense2", 128, 10)),
                Architectures.layers(TestPlans.spec("cnn", 224, 224, 3, 10)));
        for (String name : List.of("fedavg-cnn", "fedavg-cnn-bn", "lenet")) {
            List<Layer> layers = Architectures.layers(TestPlans.spec(name, 28, 28, 1, 10));
            assertTrue(layers.indexOf(new MaxPool(2)) < layers.indexOf(new Relu()), name);
        }
    }

    @Test
    void everythingIsTrainableButRunningStatistics() {
        for (String name : Architectures.names()) {
            List<Integer> input = Architectures.usualInput(name);
            var layout = Architectures.layout(new ModelSpec(name, input, 10, List.of()));
            int statistics = name.equals("fedavg-cnn-bn") ? 2 * (32 + 64) : 0;
            assertEquals(layout.size() - statistics, layout.trainableSize(), name);
            assertEquals(statistics, layout.size(Parameter.Role.BUFFER), name);
        }
    }

    @Test
    void normalizationsBeginAsTheIdentityAndTheRestAsWithoutThem() {
        float[] weights = Architectures.initial(TestPlans.spec("fedavg-cnn-bn", 28, 28, 1, 10), 1);
        float[] without = Architectures.initial(TestPlans.spec("fedavg-cnn", 28, 28, 1, 10), 1);
        int first = 25 * 32 + 32;
        for (int i = 0; i < 32; i++) {
            assertEquals(1, weights[first + i], "bn1.weight");
            assertEquals(0, weights[first + 32 + i], "bn1.bias");
            assertEquals(0, weights[1663370 + 192 + i], "bn1.running_mean");
            assertEquals(1, weights[1663370 + 192 + 32 + i], "bn1.running_var");
        }
        assertEquals(without[first], weights[first + 64], "conv2.weight");
        assertEquals(without[1663369], weights[1663370 + 191], "dense2.bias");
    }

    @Test
    void mlpTakesItsHiddenWidths() {
        ModelSpec spec = new ModelSpec("mlp", List.of(13), 2, List.of(8, 4));
        assertEquals(13 * 8 + 8 + 8 * 4 + 4 + 4 * 2 + 2, Architectures.layout(spec).size());
    }

    @Test
    void i10InitialWeightsAreTheSameBitsOnEveryJvm() throws NoSuchAlgorithmException {
        float[] weights = Architectures.initial(TestPlans.spec("fedavg-cnn", 28, 28, 1, 10), 1);
        assertEquals("7f7549109eeb5ca423ca13160b09a0c6db99960353878e01ee509b2695a6e153", sha256(weights));
    }

    @Test
    void seedsDecideInitialWeights() {
        ModelSpec spec = TestPlans.spec("linear", 4, 4, 1, 3);
        assertArrayEquals(Architectures.initial(spec, 5), Architectures.initial(spec, 5));
        assertFalse(Arrays.equals(Architectures.initial(spec, 5), Architectures.initial(spec, 6)));
    }

    @Test
    void initialWeightsFillTheirRangeAndNoMore() {
        float[] weights = Architectures.initial(TestPlans.spec("linear", 10, 10, 1, 100), 3);
        double mean = 0;
        double square = 0;
        double largest = 0;
        for (float weight : weights) {
            mean += weight / weights.length;
            square += (double) weight * weight / weights.length;
            largest = Math.max(largest, Math.abs(weight));
        }
        assertTrue(largest <= 0.1 && largest > 0.0999, "largest " + largest);
        assertEquals(0, mean, 0.002);
        assertEquals(0.01 / 3, square, 0.0001);
    }

    @Test
    void unknownNameIsRefusedWithTheAllowedOnes() {
        String message = refused(TestPlans.spec("resnet", 28, 28, 1, 10));
        assertEquals("architecture 'resnet' is unknown; allowed: cnn, fedavg-cnn, fedavg-cnn-bn, lenet, linear, mlp",
                message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void imageTooSmallForTheNetworkIsRefusedWithASizeThatWouldDo(int side) {
        String message = refused(TestPlans.spec("cnn", side, 224, 3, 10));
        assertTrue(message.contains("'cnn'") && message.contains("at least 10") && message.contains("[224, 224, 3]")
                && message.contains("[" + side + ", 224, 3]"), message);
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertTrue(refused(new ModelSpec("cnn", List.of(784), 10, List.of())).contains("[height, width, channels]"));
        assertTrue(
                refused(new ModelSpec("linear", List.of(1, 1, 1, 1, 1), 10, List.of())).contains("1 to 4 dimensions"));
        assertTrue(refused(new ModelSpec("linear", List.of(65537), 10, List.of())).contains("not [65537]"));
        assertTrue(refused(new ModelSpec("linear", List.of(65536, 65536), 10, List.of())).contains("at most"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TestPlans.spec("linear", 28, 28, 1, 65537))
                .getMessage().contains("classes must be 2..65536, not 65537"));
        assertTrue(refused(new ModelSpec("linear", List.of(4), 2, List.of(3))).contains("only mlp"));
        assertTrue(refused(new ModelSpec("mlp", List.of(4), 2, List.of(65537))).contains("widths of 1..65536"));
    }

    @Test
    void networkThatOverflowsIsRefusedByName() {
        ModelSpec huge = new ModelSpec("mlp", List.of(65536, 1024), 10, List.of(65536));
        assertTrue(refused(huge).startsWith("architecture 'mlp': too large with input [65536, 1024]"), refused(huge));
    }

    private static String refused(ModelSpec spec) {
        return assertThrows(IllegalArgumentException.class, () -> Architectures.check(spec)).getMessage();
    }

    private static String sha256(float[] values) throws NoSuchAlgorithmException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
