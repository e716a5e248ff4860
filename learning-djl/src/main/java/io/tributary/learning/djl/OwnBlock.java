package io.tributary.learning.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.tributary.learning.LearningEngine.Built;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * A DJL block of the owner's own, made for one shape of examples. Its tensors are its parameters, by the names that DJL gives them: running
 * means and variances are buffers, frozen ones stay as they are. It is run on tensors given, not on those that it was initialized with. As
 * thread-safe as the block.
 */
final class OwnBlock {
    private final Block block;
    private final List<Named> tensors;

    /** A parameter of the block and what it is in a layout. */
    private record Named(ai.djl.nn.Parameter inside, Parameter outside) {}

    private OwnBlock(Block block, List<Named> tensors) {
        this.block = block;
        this.tensors = List.copyOf(tensors);
    }

    /**
     * Makes a block.
     *
     * @param manager of the values that it is initialized with
     * @throws IllegalArgumentException if there is no such class, it cannot be made, does not take such examples, or gives other outputs
     */
    static OwnBlock open(ModelSpec spec, NetworkSpec.Block named, NDManager manager) {
        Block block = BlockClass.make(named.name());
        Shape input = new InputShape(spec.input()).batch(1);
        Shape[] outputs;
        try {
            block.initialize(manager, DataType.FLOAT32, input);
            outputs = block.getOutputShapes(new Shape[] {input});
        } catch (RuntimeException unfit) {
            throw new IllegalArgumentException("block " + named.name() + " takes no examples of the shape "
                    + spec.input() + ", which are " + input + " to it: " + unfit, unfit);
        }
        if (outputs.length != 1 || !outputs[0].equals(new Shape(1, spec.classes()))) {
            throw new IllegalArgumentException("block " + named.name() + " gives " + Arrays.toString(outputs)
                    + " for one example, where the model has " + spec.classes() + " classes: "
                    + new Shape(1, spec.classes())
                    + " would be right");
        }
        return new OwnBlock(block, tensors(block));
    }

    /** The tensors of such a block, by role. @throws IllegalArgumentException as {@link #open} */
    static ParameterLayout layout(ModelSpec spec, NetworkSpec.Block named) {
        try (NDManager manager = NativeEngine.newManager()) {
            return open(spec, named, manager).layout();
        }
    }

    /** Its tensors and the values that its initializers draw. No other training may draw in this process meanwhile. */
    static Built build(ModelSpec spec, NetworkSpec.Block named, long seed) {
        try (NDManager manager = NativeEngine.newManager()) {
            Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> Integer.SIZE)));
            OwnBlock made = open(spec, named, manager);
            ParameterLayout layout = made.layout();
            float[] values = new float[layout.size()];
            int offset = 0;
            for (Named tensor : made.tensors) {
                ModelTensors.values(tensor.inside().getArray()).get(values, offset, tensor.outside().size());
                offset += tensor.outside().size();
            }
            return new Built(layout, values);
        }
    }

    private static List<Named> tensors(Block block) {
        List<Named> tensors = new ArrayList<>();
        for (Pair<String, ai.djl.nn.Parameter> each : block.getParameters()) {
            ai.djl.nn.Parameter inside = each.getValue();
            List<Integer> shape =
                    Arrays.stream(inside.getShape().getShape()).mapToObj(Math::toIntExact).toList();
            tensors.add(new Named(inside, new Parameter(each.getKey(), role(inside), shape)));
        }
        tensors.sort(Comparator.comparing(tensor -> tensor.outside().role()));
        return tensors;
    }

    private static Role role(ai.djl.nn.Parameter parameter) {
        boolean buffer = switch (parameter.getType()) {
            case RUNNING_MEAN, RUNNING_VAR -> true;
            default -> false;
        };
        return buffer ? Role.BUFFER : parameter.requiresGradient() ? Role.TRAINABLE : Role.FROZEN;
    }

    /** Its tensors, by role. */
    ParameterLayout layout() {
        return new ParameterLayout(tensors.stream().map(Named::outside).toList());
    }

    /** A pass on tensors in the order of {@link #layout}. */
    Pass pass(boolean training) {
        return (values, input) -> block.forward(new Given(values), new NDList(input), training).singletonOrThrow();
    }

    /** Gives a block the tensors of this pass in place of its own. */
    private final class Given extends ParameterStore {
        private final IdentityHashMap<ai.djl.nn.Parameter, NDArray> values = new IdentityHashMap<>();

        Given(List<NDArray> given) {
            for (int i = 0; i < given.size(); i++) {
                values.put(tensors.get(i).inside(), given.get(i));
            }
        }

        @Override
        public NDArray getValue(ai.djl.nn.Parameter parameter, Device device, boolean training) {
            return Objects.requireNonNull(values.get(parameter), () -> "the block has no parameter "
                    + parameter.getName() + " when it is made");
        }
    }
}
