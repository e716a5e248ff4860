package io.tributary.learning.architecture;

import io.tributary.protocol.plan.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The networks by name, each with what its input must look like. */
enum Architecture {
    /** The reference edge CNN: two 3x3 convolutions without padding, 128 hidden units. */
    CNN(224, 3, 10) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            return NetworkBuilder.image(spec.input()).convolution(32, 3, 0).convolution(64, 3, 0).flatten().hidden(128)
                    .output(spec.classes());
        }
    },

    /** The CNN of McMahan et al. 2017: two 5x5 convolutions that keep the size, 512 hidden units. */
    FEDAVG_CNN(28, 1, 4) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            return NetworkBuilder.image(spec.input()).convolution(32, 5, 2).convolution(64, 5, 2).flatten().hidden(512)
                    .output(spec.classes());
        }
    },

    /** The same with batch normalization after each convolution, as FedBN (Li et al. 2021) has it. */
    FEDAVG_CNN_BN(28, 1, 4) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            return NetworkBuilder.image(spec.input()).normalizedConvolution(32, 5, 2).normalizedConvolution(64, 5, 2)
                    .flatten().hidden(512).output(spec.classes());
        }
    },

    /** LeNet as NIID-Bench (Li et al. 2022, "Federated Learning on Non-IID Data Silos", ICDE) has it. */
    LENET(28, 1, 16) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            return NetworkBuilder.image(spec.input()).convolution(6, 5, 0).convolution(16, 5, 0).flatten().hidden(120)
                    .hidden(84).output(spec.classes());
        }
    },

    /** Multinomial logistic regression. */
    LINEAR(28, 1, 0) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            return NetworkBuilder.flat(spec.input()).output(spec.classes());
        }
    },

    /** Fully connected layers with relu between them. */
    MLP(28, 1, 0) {
        @Override
        List<Layer> layers(ModelSpec spec) {
            NetworkBuilder builder = NetworkBuilder.flat(spec.input());
            (spec.hidden().isEmpty() ? List.of(200) : spec.hidden()).forEach(builder::hidden);
            return builder.output(spec.classes());
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

    abstract List<Layer> layers(ModelSpec spec);

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
