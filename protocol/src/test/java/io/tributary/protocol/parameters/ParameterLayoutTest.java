package io.tributary.protocol.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Parameter.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
    private static final Parameter WEIGHT = new Parameter("dense.weight", Role.TRAINABLE, List.of(10, 128));
    private static final Parameter SCALAR = new Parameter("temperature", Role.TRAINABLE, List.of());
    private static final Parameter MEAN = new Parameter("norm.mean", Role.BUFFER, List.of(32));

    @Test
    void sizesAddUpAndOnlyTrainablesCountAsTrainable() {
        ParameterLayout layout = new ParameterLayout(List.of(WEIGHT, SCALAR, MEAN));
        assertEquals(1280 + 1 + 32, layout.size());
        assertEquals(1281, layout.trainableSize());
        assertEquals(new Chunking(1313), layout.chunking());
    }

    @Test
    void aBufferBeforeATrainableIsRefused() {
        assertRefused("stands after a buffer", List.of(MEAN, WEIGHT));
    }

    @Test
    void aNameUsedTwiceIsRefused() {
        assertRefused("'norm.mean' is used twice", List.of(MEAN, MEAN));
    }

    @Test
    void anEmptyLayoutAndOneOfTooManyParametersAreRefused() {
        assertRefused("1..4096 parameters, not 0", List.of());
        assertRefused("1..4096 parameters, not 4097", IntStream.range(0, 4097)
                .mapToObj(i -> new Parameter("p" + i, Role.TRAINABLE, List.of(1))).toList());
    }

    @Test
    void aLayoutHoldsAtMost2To30Values() {
        Parameter half = new Parameter("a", Role.TRAINABLE, List.of(1 << 29));
        Parameter rest = new Parameter("b", Role.TRAINABLE, List.of(1 << 29));
        assertEquals(1 << 30, new ParameterLayout(List.of(half, rest)).size());
        assertRefused("at most 2^30 values", List.of(half, rest, SCALAR));
    }

    @Test
    void aParameterIsNamedAndHasPositiveDimensionsThatDoNotOverflow() {
        assertThrows(IllegalArgumentException.class, () -> new Parameter(" ", Role.TRAINABLE, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Parameter("n".repeat(129), Role.TRAINABLE, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Parameter("n", Role.TRAINABLE, List.of(3, 0)));
        assertThrows(IllegalArgumentException.class, () -> new Parameter("n", Role.TRAINABLE, List.of(-1)));
        assertThrows(IllegalArgumentException.class,
                () -> new Parameter("n", Role.TRAINABLE, List.of(1 << 16, 1 << 16)));
        assertThrows(IllegalArgumentException.class,
                () -> new Parameter("n", Role.TRAINABLE, Collections.nCopies(9, 1)));
    }

    @Test
    void laterChangesToTheListsDoNotReachTheLayout() {
        List<Integer> shape = new ArrayList<>(List.of(2, 3));
        List<Parameter> parameters = new ArrayList<>(List.of(new Parameter("w", Role.TRAINABLE, shape)));
        ParameterLayout layout = new ParameterLayout(parameters);
        shape.set(0, 99);
        parameters.clear();
        assertEquals(6, layout.size());
    }

    private static void assertRefused(String part, List<Parameter> parameters) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ParameterLayout(parameters))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
