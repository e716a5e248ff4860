package io.tributary.learning.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LayerStackTest {
    private static ModelSpec spec(List<Integer> input, int classes, String stack) {
        return new ModelSpec("layers", input, classes, List.of(),
                new NetworkSpec.Layers(Arrays.asList(stack.split(" ", -1))));
    }

    @Test
    void anOwnStackOfABuiltInNetworkIsThatNetworkToTheLastBit() {
        ModelSpec own = spec(List.of(28, 28, 1), 10,
                "conv(32,5,2) batchNorm maxPool(2) relu conv(64,5,2) batchNorm maxPool(2) relu flatten dense(512) relu"
                        + " dense(classes)");
        ModelSpec builtIn = TestPlans.spec("fedavg-cnn-bn", 28, 28, 1, 10);
        assertEquals(Architectures.layers(builtIn), Architectures.layers(own));
        assertEquals(Architectures.layout(builtIn), Architectures.layout(own));
        assertArrayEquals(Architectures.initial(builtIn, 3), Architectures.initial(own, 3));
    }

    @Test
    void layersAreNumberedByKindAndHaveTheShapesThatPassThroughThem() {
        ModelSpec own = spec(List.of(20, 11, 3), 4,
                "conv(6,4,1) relu maxPool(3) conv(5,2) dropout(.25) flatten dense(7) relu dense(4)");
        List<Parameter> parameters = Architectures.layout(own).parameters();
        assertEquals(List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "dense1.weight", "dense1.bias",
                "dense2.weight", "dense2.bias"), parameters.stream().map(Parameter::name).toList());
        assertEquals(List.of(6, 3, 4, 4), parameters.get(0).shape());
        assertEquals(List.of(5, 6, 2, 2), parameters.get(2).shape());
        // 20x11 padded by 1 and read by 4 is 19x10, pooled by 3 is 6x3, read by 2 is 5x2.
        assertEquals(List.of(7, 5 * 5 * 2), parameters.get(4).shape());
        assertTrue(Architectures.layers(own).contains(new Layer.Dropout(0.25)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "28,28,1 | conv(8,3) dense(10) | 2 | takes a row of values, and is given 8 channels of 26x26; put flatten before it",
        "28,28,1 | flatten conv(8,3) dense(10) | 2 | is given a row of 784 values, and a convolution takes channels of height x width; put it before flatten",
        "7 | conv(8,3) flatten dense(10) | 1 | data whose examples are [height, width, channels] would fit",
        "4,9,1 | conv(8,7) flatten dense(10) | 1 | is given 1 channel of 4x9, too small for a kernel of 7; a kernel of at most 4, or a padding of 2, would fit",
        "3,3,1 | maxPool(2) maxPool(2) flatten dense(10) | 2 | is given 1 channel of 1x1, too small to pool; leave it out",
        "3,5,1 | maxPool(4) flatten dense(10) | 1 | a size of at most 3 would fit",
        "2,2,1 | maxPool(2) batchNorm flatten dense(10) | 2 | a batch of one example has no variance",
        "28,28,1 | flatten batchNorm dense(10) | 2 | is given a row of 784 values",
        "28,28,1 | flatten dense(12) | 2 | gives a row of 12 values, where the model has 10 classes; end with dense(classes), or dense(10)",
        "28,28,1 | conv(8,3) | 1 | gives 8 channels of 26x26, where the model has 10 classes; end with flatten and dense(classes)",
        "10 | relu | 1 | no layer of the stack learns anything",
        "28,28,1 | flatten covn(3) | 2 | is no layer; the layers are conv(channels, kernel)",
        "28,28,1 | conv(8) | 1 | is written conv(channels, kernel) or conv(channels, kernel, padding)",
        "28,28,1 | relu(3) | 1 | is written relu",
        "28,28,1 | conv(0,3) | 1 | the number of channels must be a whole number 1..65536, not '0'",
        "28,28,1 | conv(3,3,3) | 1 | the padding must be a whole number 0..2, not '3'",
        "28,28,1 | flatten dropout(1) dense(10) | 2 | the rate must be a number above 0 and below 1, not '1'",
        "28,28,1 | flatten dense(99999) | 2 | the width must be a whole number 1..65536, not '99999'",
        "4096,4096,1 | conv(65536,3) flatten dense(10) | 1 | more than the 67108864 values",
        "65536,1024 | flatten dense(65536) | 2 | dense1.weight: the size of [65536, 67108864] overflows",
        "28,28,1 | system('x') | 1 | is no layer"})
    void aLayerThatDoesNotFitIsNamedWithWhatItIsGivenAndWhatWouldFit(String input, String stack, int layer,
            String message) {
        List<Integer> shape = Arrays.stream(input.split(",", -1)).map(Integer::valueOf).toList();
        BadLayerException bad =
                assertThrows(BadLayerException.class, () -> Architectures.check(spec(shape, 10, stack)));
        assertEquals(layer - 1, bad.index());
        assertTrue(bad.getMessage().startsWith("layer " + layer + ", " + stack.split(" ", -1)[layer - 1] + ": "),
                bad.getMessage());
        assertTrue(bad.getMessage().contains(message), bad.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conv(", "conv)", "conv((3)", "dense(10) ", "conv(3;4)", "conv(3)(4)", "\u0430"})
    void whatIsNoWordIsRefused(String word) {
        if (word.endsWith(" ")) {
            assertEquals("dense(10)", Architectures.layer(word));
        } else {
            assertThrows(IllegalArgumentException.class, () -> Architectures.layer(word));
        }
    }

    /** A plan's owner is believed, and its layers are bounded all the same. */
    @Test
    void anyStackIsBuiltOrRefusedByItsLayer() {
        List<String> words =
                List.of("conv(65536, 255, 254)", "conv(1, 255, 254)", "conv(3,3)", "conv(2, 1)", "batchNorm",
                        "maxPool(2)", "maxPool(64)", "relu", "dropout(.9)", "flatten", "dense(65536)", "dense(classes)",
                        "dense(0)", "conv", "x");
        List<List<Integer>> inputs = List.of(List.of(1), List.of(1 << 16), List.of(1, 1, 1), List.of(40, 300, 3),
                List.of(4096, 4096, 4), List.of(1 << 16, 1 << 16), List.of(2, 2, 2, 2), List.of(1, 1, 1, 1, 1));
        SplittableRandom random = new SplittableRandom(1);
        int built = 0;
        for (int i = 0; i < 2_000; i++) {
            String stack = random.ints(random.nextInt(1, 12), 0, words.size()).mapToObj(words::get)
                    .map(word -> word.replace(" ", "")).collect(Collectors.joining(" "));
            try {
                built += Architectures.layers(spec(inputs.get(random.nextInt(inputs.size())), 3, stack)).size() > 0 ? 1
                        : 0;
            } catch (BadLayerException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("layer " + (refused.index() + 1)), stack);
            } catch (IllegalArgumentException input) {
                assertTrue(String.valueOf(input.getMessage()).startsWith("input must have"), stack);
            }
        }
        assertTrue(built > 3, built + " were built");
    }

    @Test
    void wordsHaveOneForm() {
        assertEquals("conv(32, 5, 2)", Architectures.layer(" conv( 32,5 , 2)"));
        assertEquals("relu", Architectures.layer("relu"));
    }

    @Test
    void aLayoutAloneIsNotBuilt() {
        ModelSpec line = new ModelSpec("line", List.of(1), 1, List.of(),
                new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS));
        String message = assertThrows(IllegalArgumentException.class, () -> Architectures.layers(line)).getMessage();
        assertTrue(message.contains("network 'line' is a layout of its owner's own"), message);
    }
}
