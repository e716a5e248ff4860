package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The networks Tributary knows by name: {@code cnn} (reference edge CNN, 23,908,682 parameters at 224x224x3 and 10 classes),
 * {@code fedavg-cnn} (McMahan et al. 2017, 1,663,370 at 28x28x1), {@code fedavg-cnn-bn} (the same with batch normalization),
 * {@code lenet} (that of NIID-Bench, 44,426 at 28x28x1), {@code linear} (7,850 at 28x28x1) and {@code mlp} (hidden widths from
 * {@link ModelSpec#hidden()}, 200 if there are none), and the owner's own that are stacks of layers ({@link NetworkSpec.Layers}): the
 * built-in ones are such stacks as well. All end in logits. Thread-safe.
 */
public final class Architectures {
    private Architectures() {}

    /** Allowed values of {@link ModelSpec#architecture()}. */
    public static List<String> names() {
        return Architecture.names();
    }

    /**
     * The input an architecture is usually given, such as [224, 224, 3].
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public static List<Integer> usualInput(String architecture) {
        return Architecture.of(architecture).usualInput();
    }

    /**
     * Checks that a network can be built.
     *
     * @throws IllegalArgumentException naming the architecture, the value that is wrong and what would be right
     */
    public static void check(ModelSpec spec) {
        layout(spec);
    }

    /** How layers of a stack are written, each with the names of its sizes: {@code conv(channels, kernel)} and so on. */
    public static List<String> layerForms() {
        return LayerStack.FORMS;
    }

    /**
     * A layer as a plan writes it.
     *
     * @return with one blank after each comma, and no other
     * @throws IllegalArgumentException if it is none
     */
    public static String layer(String written) {
        return LayerWord.read(written).toString();
    }

    /**
     * The network's layers, from input to logits.
     *
     * @throws BadLayerException if it is a stack of the owner's own that cannot be built
     * @throws IllegalArgumentException as {@link #check}
     */
    public static List<Layer> layers(ModelSpec spec) {
        NetworkSpec own = spec.network();
        if (own instanceof NetworkSpec.Layers stack) {
            SpecCheck.requireBounded(spec);
            return LayerStack.read(stack.layers(), spec.input(), spec.classes());
        }
        if (own != null) {
            throw new IllegalArgumentException("network '" + spec.architecture() + "' is a " + own.kind()
                    + " of its owner's own; only a trainer that the application brings for it can use it");
        }
        return builtIn(Architecture.of(spec.architecture()), spec);
    }

    private static List<Layer> builtIn(Architecture architecture, ModelSpec spec) {
        new SpecCheck(architecture, spec).run();
        try {
            return LayerStack.read(architecture.layers(spec), spec.input(), spec.classes());
        } catch (BadLayerException tooLarge) {
            throw tooLarge(spec, tooLarge);
        }
    }

    /**
     * The network's tensors in the order of the layers, weight before bias, {@code conv1.weight}, {@code conv1.bias}, ..., and after them the
     * running statistics.
     *
     * @throws IllegalArgumentException as {@link #check}
     */
    public static ParameterLayout layout(ModelSpec spec) {
        return layoutOf(spec, layers(spec));
    }

    /**
     * The layout of a plan that trains this network so: what of it travels, by role.
     *
     * @throws IllegalArgumentException as {@link #check}, or if a tensor to be left out is unknown, or nothing is left
     */
    public static ParameterLayout layout(ModelSpec spec, TrainingSpec training) {
        return layout(layout(spec), training);
    }

    /**
     * The layout of a plan that trains a network of these tensors so.
     *
     * @param network its tensors, in an order of their roles
     * @throws IllegalArgumentException if a tensor to be left out is unknown, or nothing is left
     */
    public static ParameterLayout layout(ParameterLayout network, TrainingSpec training) {
        return Placement.of(network, training).layout();
    }

    /**
     * What travels of the values of a whole network, in a plan that trains it so; control variates are 0.
     *
     * @param network its tensors, in an order of their roles
     * @param values of them
     * @throws IllegalArgumentException as {@link #layout(ParameterLayout, TrainingSpec)}
     */
    public static float[] travelling(ParameterLayout network, TrainingSpec training, float[] values) {
        return Placement.of(network, training).travelling(values);
    }

    /**
     * The vector that a plan's run starts from: {@link #initial(ModelSpec, long)} of the plan's seed as far as it travels, and zeros for
     * control variates; of a layout alone what {@link NetworkSpec.Layout#start()} says.
     *
     * @return a new vector of {@code plan.layout().size()} values
     * @throws IllegalArgumentException as {@link #check}, or if the layout is not that of the network so trained, or the plan names values that
     *         its owner brings along
     */
    public static float[] initial(RunPlan plan) {
        plan.spec().given().ifPresent(start -> {
            throw new IllegalArgumentException("the plan begins with values of its owner's own, of SHA-256 " + start);
        });
        return plan.spec().network() instanceof NetworkSpec.Layout own
                ? InitialWeights.of(plan.layout(), own.start(), plan.seed())
                : Placement.of(plan).travelling(initial(plan.spec(), plan.seed()));
    }

    /**
     * Weights to start from, drawn as PyTorch's defaults are: uniform within 1/sqrt(fan in), weights and biases. The same seed gives the
     * same bits on every JVM; no engine is involved.
     *
     * @return a new vector of {@code layout(spec).size()} values
     * @throws IllegalArgumentException as {@link #check}
     */
    public static float[] initial(ModelSpec spec, long seed) {
        List<Layer> layers = layers(spec);
        return InitialWeights.draw(layers, layoutOf(spec, layers), seed);
    }

    private static ParameterLayout layoutOf(ModelSpec spec, List<Layer> layers) {
        try {
            return new ParameterLayout(layers.stream().flatMap(layer -> layer.parameters().stream())
                    .sorted(Comparator.comparing(Parameter::role)).toList());
        } catch (IllegalArgumentException tooLarge) {
            throw tooLarge(spec, tooLarge);
        }
    }

    private static IllegalArgumentException tooLarge(ModelSpec spec, IllegalArgumentException cause) {
        return new IllegalArgumentException("architecture '" + spec.architecture() + "': too large with input "
                + spec.input() + ", hidden " + spec.hidden() + " and " + spec.classes() + " classes: "
                + cause.getMessage(), cause);
    }
}
