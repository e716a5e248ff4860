package io.tributary.learning.array;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.file.Path;
import java.util.List;

/**
 * An array of examples and one of their classes: unsigned bytes as k/255, other numbers as they are. Immutable.
 *
 * @param examples in memory
 * @param shape of one example
 * @param meaning images where the values are unsigned bytes of 1 or 3 channels; numbers elsewhere
 */
public record LabelledArrays(Examples examples, List<Integer> shape, InputMeaning meaning) {
    private static final int MOST_CLASSES = 1 << 16;
    private static final int MOST_DIMENSIONS = 4;

    /**
     * Reads both.
     *
     * @param where a folder or an archive, as {@link NpyFiles#read} takes it
     * @param name of the array of examples
     * @param labels name of the array of their classes
     * @param classes how many classes there are; 0 if that is not known
     * @throws BadExampleException naming the array that is not as it must be
     */
    public static LabelledArrays read(Path where, String name, String labels, int classes) throws BadExampleException {
        NpyArray array = NpyFiles.read(where, name);
        int[] each = wholeOfEach(where, labels, (classes == 0 ? MOST_CLASSES : classes) - 1, count(array));
        List<Integer> shape = shape(where, name, array);
        Examples examples = array.isUnsignedBytes() ? InMemoryExamples.ofBytes(array.unsignedBytes(), each, shape)
                : InMemoryExamples.ofFloats(floats(where, name, array), each, shape);
        return new LabelledArrays(examples, shape, meaning(array, shape));
    }

    /**
     * Whole numbers, one for each example.
     *
     * @param most each must be 0..most
     * @param examples how many there are
     * @throws BadExampleException if there are more or fewer, none, or one is no such number
     */
    public static int[] wholeOfEach(Path where, String name, int most, int examples) throws BadExampleException {
        NpyArray array = NpyFiles.read(where, name);
        if (array.size() != examples || examples == 0) {
            throw new BadExampleException(where + ": " + name + " has " + array.size() + " values, and there are "
                    + examples + " examples; each of at least one example needs one");
        }
        try {
            return array.whole(most);
        } catch (BadExampleException bad) {
            throw new BadExampleException(where + ": " + name + ": " + bad.getMessage(), bad);
        }
    }

    private static int count(NpyArray examples) {
        return examples.shape().isEmpty() ? 0 : examples.shape().get(0);
    }

    private static float[] floats(Path where, String name, NpyArray array) throws BadExampleException {
        try {
            return array.floats();
        } catch (BadExampleException bad) {
            throw new BadExampleException(where + ": " + name + ": " + bad.getMessage(), bad);
        }
    }

    /** [rows, columns] are pictures of one channel, where they are bytes. */
    private static List<Integer> shape(Path where, String name, NpyArray examples) throws BadExampleException {
        List<Integer> shape = examples.shape().subList(1, examples.shape().size());
        if (shape.isEmpty() || shape.size() > MOST_DIMENSIONS || shape.contains(0)) {
            throw new BadExampleException(where + ": " + name + " has the shape " + examples.shape()
                    + "; an array of examples is [examples, values] up to [examples, a, b, c, d], none of them 0");
        }
        return shape.size() == 2 ? List.of(shape.get(0), shape.get(1), 1) : shape;
    }

    private static InputMeaning meaning(NpyArray examples, List<Integer> shape) {
        boolean picture = shape.size() == 3 && (shape.get(2) == 1 || shape.get(2) == 3) && examples.isUnsignedBytes();
        return picture ? InputMeaning.Image.unit(shape.get(2)) : new InputMeaning.Numbers(examples.kind());
    }
}
