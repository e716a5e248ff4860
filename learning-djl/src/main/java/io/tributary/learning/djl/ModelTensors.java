package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.learning.architecture.Layer;
import io.tributary.learning.architecture.Placement;
import io.tributary.learning.architecture.Placement.Place;
import io.tributary.protocol.parameters.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A network's tensors in native memory, in the order in which its layers want them, and the way from and to the vectors of a plan. */
final class ModelTensors {
    private final List<Tensor> tensors;
    private final Placement placement;
    private final boolean owned;

    /** A tensor and where it stands. */
    record Tensor(NDArray array, Place place) {}

    private ModelTensors(List<Tensor> tensors, Placement placement, boolean owned) {
        this.tensors = List.copyOf(tensors);
        this.placement = placement;
        this.owned = owned;
    }

    /**
     * Copies into new tensors, which live as long as {@code manager}, or into those that the network holds.
     *
     * @param network whose order of the places of {@code placement} they have
     * @param model the vector that travels
     * @param local the vector that stays
     */
    static ModelTensors load(NDManager manager, PlannedNetwork network, Placement placement, float[] model,
            float[] local) {
        List<Tensor> tensors = new ArrayList<>();
        for (Place place : network.order()) {
            NDArray array = network.holder().map(module -> module.tensor(place))
                    .orElseGet(() -> manager.create(shapeOf(place.parameter()), DataType.FLOAT32));
            values(array).put(place.local() ? local : model, place.offset(), place.parameter().size());
            tensors.add(new Tensor(array, place));
        }
        return new ModelTensors(tensors, placement, network.holder().isPresent());
    }

    /** The places of a stack's tensors, in the order of its layers. */
    static List<Place> inOrder(List<Layer> layers, Placement placement) {
        Map<String, Place> places = new HashMap<>();
        placement.places().forEach(place -> places.put(place.parameter().name(), place));
        return layers.stream().flatMap(layer -> layer.parameters().stream())
                .map(parameter -> Objects.requireNonNull(places.get(parameter.name()))).toList();
    }

    /** The tensors, in the order of the layers. */
    List<NDArray> all() {
        return tensors.stream().map(Tensor::array).toList();
    }

    /** The tensors that training moves, in the order of the layers. */
    List<Tensor> trained() {
        return tensors.stream().filter(tensor -> tensor.place().trained()).toList();
    }

    /**
     * The tensors, those to be trained as fresh leaves over the same memory, which live as long as {@code scope}. A leaf without a gradient
     * lets the engine hand over the one it computes; clearing an old one and adding to it would cost three more passes over the weights.
     * Nothing is differentiated by the rest. Tensors that the network holds are leaves themselves, whose old gradients are cleared.
     */
    List<NDArray> leaves(NDManager scope) {
        if (owned) {
            trained().forEach(tensor -> clear(tensor.array()));
            return all();
        }
        List<NDArray> leaves = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            leaves.add(tensor.place().trained() ? leaf(tensor.array(), scope) : tensor.array());
        }
        return leaves;
    }

    private static void clear(NDArray leaf) {
        try (NDArray gradient = leaf.getGradient()) {
            if (gradient != null) {
                JniUtils.zeroGrad((PtNDArray) leaf);
            }
        }
    }

    private static NDArray leaf(NDArray tensor, NDManager scope) {
        NDArray leaf = tensor.stopGradient();
        leaf.attach(scope);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** The gradients of leaves, of those that have one, in the order of {@link #trained}. */
    List<NDArray> gradients(List<NDArray> leaves) {
        List<NDArray> gradients = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            if (tensors.get(i).place().trained()) {
                gradients.add(gradient(leaves.get(i)));
            }
        }
        return gradients;
    }

    /** Nothing moves by what a pass did not use. */
    private static NDArray gradient(NDArray leaf) {
        NDArray gradient = leaf.getGradient();
        return gradient == null ? leaf.zerosLike() : gradient;
    }

    /** Current minus loaded values of what an update has of the network: a new vector, 0 where there is no tensor. */
    float[] minus(float[] model) {
        float[] delta = new float[placement.layout().updateSize()];
        copy(Place::sent, delta);
        for (Tensor tensor : tensors) {
            Place place = tensor.place();
            for (int i = place.offset(); place.sent() && i < place.offset() + place.parameter().size(); i++) {
                delta[i] -= model[i];
            }
        }
        return delta;
    }

    /** Current values of what stays on the device: a new vector. */
    float[] local() {
        float[] local = new float[placement.localSize()];
        copy(Place::local, local);
        return local;
    }

    private void copy(Predicate<Place> which, float[] into) {
        for (Tensor tensor : tensors) {
            if (which.test(tensor.place())) {
                values(tensor.array()).get(into, tensor.place().offset(), tensor.place().parameter().size());
            }
        }
    }

    /** The engine's own memory, writable, valid while the tensor is open. */
    static FloatBuffer values(NDArray tensor) {
        return tensor.toByteBuffer(true).asFloatBuffer();
    }

    private static Shape shapeOf(Parameter parameter) {
        return new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    }
}
