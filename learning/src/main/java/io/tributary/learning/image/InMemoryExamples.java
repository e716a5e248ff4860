package io.tributary.learning.image;

import java.util.List;

/** Examples in arrays, as bytes (a quarter of the memory) or as floats. Immutable, if nobody changes the arrays; thread-safe. */
public final class InMemoryExamples extends Labelled {
    private final Source source;
    private final int values;

    private InMemoryExamples(Source source, int length, int[] labels, List<Integer> shape) {
        super(labels);
        this.source = source;
        values = shape.stream().reduce(1, Math::multiplyExact);
        if (labels.length == 0 || length != (long) labels.length * values) {
            throw new IllegalArgumentException(labels.length + " labels of examples of shape " + shape + " need "
                    + (long) labels.length * values + " values (and at least one label), not " + length);
        }
    }

    /**
     * Examples of unsigned bytes, read as k/255.
     *
     * @param pixels all examples one after the other, HWC order; not copied
     * @param labels class of each example
     * @param shape of one example, such as [28, 28, 1]
     */
    public static InMemoryExamples ofBytes(byte[] pixels, int[] labels, List<Integer> shape) {
        Source source = (from, into, offset, length) -> ImageDecoder.toUnit(pixels, from, into, offset, length);
        return new InMemoryExamples(source, pixels.length, labels, shape);
    }

    /**
     * Examples of floats, read as they are.
     *
     * @param values all examples one after the other, HWC order; not copied
     * @param labels class of each example
     * @param shape of one example, such as [13]
     */
    public static InMemoryExamples ofFloats(float[] values, int[] labels, List<Integer> shape) {
        Source source = (from, into, offset, length) -> System.arraycopy(values, from, into, offset, length);
        return new InMemoryExamples(source, values.length, labels, shape);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        source.read(index * values, into, offset, values);
    }

    private interface Source {
        void read(int from, float[] into, int offset, int length);
    }
}
