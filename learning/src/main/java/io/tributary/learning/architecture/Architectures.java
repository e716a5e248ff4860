package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The networks Tributary knows by name: {@code cnn} (reference edge CNN, 23,908,682 parameters at 224x224x3 and 10 classes),
 * {@code fedavg-cnn} (McMahan et al. 2017, 1,663,370 at 28x28x1), {@code fedavg-cnn-bn} (the same with batch normalization),
 * {@code lenet} (that of NIID-Bench, 44,426 at 28x28x1), {@code linear} (7,850 at 28x28x1) and {@code mlp} (hidden widths from
 * {@link ModelSpec#hidden()}, 200 if there are none). All end in logits. Thread-safe.
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

    /**
     * The network's layers, from input to logits.
     *
     * @throws IllegalArgumentException as {@link #check}
     */
    public static List<Layer> layers(ModelSpec spec) {
        Architecture architecture = Architecture.of(spec.architecture());
        new SpecCheck(architecture, spec).run();
        return architecture.layers(spec);
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
        return Placement.of(spec, training).layout();
    }

    /**
     * The vector that a plan's run starts from: {@link #initial(ModelSpec, long)} of the plan's seed as far as it travels, and zeros for
     * control variates.
     *
     * @return a new vector of {@code plan.layout().size()} values
     * @throws IllegalArgumentException as {@link #check}, or if the layout is not that of the network so trained
     */
    public static float[] initial(RunPlan plan) {
        return Placement.of(plan).travelling(initial(plan.spec(), plan.seed()));
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
            throw new IllegalArgumentException("architecture '" + spec.architecture() + "': too large with input "
                    + spec.input() + ", hidden " + spec.hidden() + " and " + spec.classes() + " classes: "
                    + tooLarge.getMessage(), tooLarge);
        }
    }
}
