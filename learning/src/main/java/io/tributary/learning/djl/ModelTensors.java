package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A model's tensors in native memory, in layout order, and the way from and to the flat vector. */
final class ModelTensors {
    private final List<NDArray> tensors;
    private final int size;

    private ModelTensors(List<NDArray> tensors, int size) {
        this.tensors = List.copyOf(tensors);
        this.size = size;
    }

    /** Copies a flat vector into new tensors, which live as long as {@code manager}. */
    static ModelTensors load(NDManager manager, ParameterLayout layout, float[] model) {
        List<NDArray> tensors = new ArrayList<>();
        int offset = 0;
        for (Parameter parameter : layout.parameters()) {
            NDArray tensor = manager.create(shapeOf(parameter), DataType.FLOAT32);
            values(tensor).put(model, offset, parameter.size());
            tensors.add(tensor);
            offset += parameter.size();
        }
        return new ModelTensors(tensors, offset);
    }

    /** The tensors, in layout order. */
    List<NDArray> all() {
        return tensors;
    }

    /**
     * Fresh leaves over the same memory, which live as long as {@code scope}. A leaf without a gradient lets the engine hand over the one it
     * computes; clearing an old one and adding to it would cost three more passes over the weights.
     */
    List<NDArray> leaves(NDManager scope) {
        List<NDArray> leaves = new ArrayList<>(tensors.size());
        for (NDArray tensor : tensors) {
            NDArray leaf = tensor.stopGradient();
            leaf.attach(scope);
            leaf.setRequiresGradient(true);
            leaves.add(leaf);
        }
        return leaves;
    }

    /** What changed since {@code model} was loaded: a new vector of current minus loaded values. */
    float[] minus(float[] model) {
        float[] delta = new float[size];
        int offset = 0;
        for (NDArray tensor : tensors) {
            FloatBuffer values = values(tensor);
            int length = values.remaining();
            values.get(delta, offset, length);
            offset += length;
        }
        for (int i = 0; i < size; i++) {
            delta[i] -= model[i];
        }
        return delta;
    }

    /** The engine's own memory, writable, valid while the tensor is open. */
    static FloatBuffer values(NDArray tensor) {
        return tensor.toByteBuffer(true).asFloatBuffer();
    }

    private static Shape shapeOf(Parameter parameter) {
        return new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    }
}
