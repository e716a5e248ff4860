package io.tributary.learning.architecture;

import io.tributary.protocol.plan.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The networks by name, each with what its input must look like. */
enum Architecture {
    /**
     * The reference edge CNN: two 3x3 convolutions without padding, 128 hidden units. Pooling comes before relu: maximum and relu commute
     * exactly, in value and in gradient, and relu then reads a quarter of the values.
     */
    CNN(224, 3, 10) {
        @Override
        List<String> layers(ModelSpec spec) {
            return List.of("conv(32, 3)", "maxPool(2)", "relu", "conv(64, 3)", "maxPool(2)", "relu", "flatten",
                    "dense(128)", "relu", "dense(classes)");
        }
    },

    /** The CNN of McMahan et al. 2017: two 5x5 convolutions that keep the size, 512 hidden units. */
    FEDAVG_CNN(28, 1, 4) {
        @Override
        List<String> layers(ModelSpec spec) {
            return List.of("conv(32, 5, 2)", "maxPool(2)", "relu", "conv(64, 5, 2)", "maxPool(2)", "relu", "flatten",
                    "dense(512)", "relu", "dense(classes)");
        }
    },

    /** The same with batch normalization after each convolution, as FedBN (Li et al. 2021) has it. */
    FEDAVG_CNN_BN(28, 1, 4) {
        @Override
        List<String> layers(ModelSpec spec) {
            return List.of("conv(32, 5, 2)", "batchNorm", "maxPool(2)", "relu", "conv(64, 5, 2)", "batchNorm",
                    "maxPool(2)", "relu", "flatten", "dense(512)", "relu", "dense(classes)");
        }
    },

    /** LeNet as NIID-Bench (Li et al. 2022, "Federated Learning on Non-IID Data Silos", ICDE) has it. */
    LENET(28, 1, 16) {
        @Override
        List<String> layers(ModelSpec spec) {
            return List.of("conv(6, 5)", "maxPool(2)", "relu", "conv(16, 5)", "maxPool(2)", "relu", "flatten",
                    "dense(120)", "relu", "dense(84)", "relu", "dense(classes)");
        }
    },

    /** Multinomial logistic regression. */
    LINEAR(28, 1, 0) {
        @Override
        List<String> layers(ModelSpec spec) {
            return List.of("flatten", "dense(classes)");
        }
    },

    /** Fully connected layers with relu between them. */
    MLP(28, 1, 0) {
        @Override
        List<String> layers(ModelSpec spec) {
            List<String> layers = new ArrayList<>(List.of("flatten"));
            for (int width : spec.hidden().isEmpty() ? List.of(200) : spec.hidden()) {
                layers.addAll(List.of("dense(" + width + ")", "relu"));
            }
            layers.add("dense(classes)");
            return List.copyOf(layers);
        }
    };

    private final int usualSide;
    private final int usualChannels;
    private final int smallestSide;

    /** A smallest side of 0 means that the input need not be an image. */
    Architecture(int usualSide, int usualChannels, int smallestSide) {
        this.usualSide = usualSide;
        this.usualChannels = usualChannels;
        this.smallestSide = smallestSide;
    }

    /** Its layers, as {@link LayerStack} reads them. */
    abstract List<String> layers(ModelSpec spec);

    List<Integer> usualInput() {
        return List.of(usualSide, usualSide, usualChannels);
    }

    /** Height and width that leave at least one value after the poolings; 0 if any shape will do. */
    int smallestSide() {
        return smallestSide;
    }

    String specName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Architecture::specName).toList();
    }

    /** Looks a network up by the name it has in a {@link ModelSpec}. */
    static Architecture of(String name) {
        return Arrays.stream(values()).filter(one -> one.specName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("architecture '" + name + "' is unknown; allowed: "
                        + String.join(", ", names())));
    }
}
