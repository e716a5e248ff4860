package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.Examples;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Room for one batch in native memory, filled again and again. The engine allocates it, as its alignment (64 bytes) is part of what makes
 * results repeat. Not thread-safe.
 */
final class BatchBuffer {
    private final InputShape shape;
    private final NDArray inputs;
    private final NDArray labels;
    private final FloatBuffer inputValues;
    private final LongBuffer labelValues;
    private final float[] example;
    private final float[] arranged;
    private int count;

    BatchBuffer(NDManager manager, InputShape shape, int capacity) {
        this.shape = shape;
        inputs = manager.create(shape.batch(capacity), DataType.FLOAT32);
        labels = manager.create(new Shape(capacity, 1), DataType.INT64);
        inputValues = inputs.toByteBuffer(true).asFloatBuffer();
        labelValues = labels.toByteBuffer(true).asLongBuffer();
        example = new float[shape.values()];
        arranged = shape.arranged() ? example : new float[shape.values()];
    }

    /** Takes the examples {@code order[from .. to-1]}. */
    void fill(Examples examples, int[] order, int from, int to) {
        count = to - from;
        for (int row = 0; row < count; row++) {
            int index = order[from + row];
            examples.read(index, example, 0);
            if (!shape.arranged()) {
                shape.arrange(example, arranged, 0);
            }
            inputValues.put(row * shape.values(), arranged);
            labelValues.put(row, examples.label(index));
        }
    }

    /** Number of examples taken last. */
    int count() {
        return count;
    }

    /** The inputs taken last, a view that lives as long as {@code scope}. */
    NDArray inputs(NDManager scope) {
        return inputs.get(scope, firstRows());
    }

    /** The classes taken last, [count, 1], a view that lives as long as {@code scope}. */
    NDArray labels(NDManager scope) {
        return labels.get(scope, firstRows());
    }

    private NDIndex firstRows() {
        return new NDIndex().addSliceDim(0, count);
    }
}
