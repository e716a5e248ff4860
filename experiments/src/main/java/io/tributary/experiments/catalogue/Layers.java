package io.tributary.experiments.catalogue;

import java.util.List;
import java.util.Optional;

/** Layers, or single tensors, that are not trained together. */
final class Layers {
    private static final String TITLE = "layers left out";
    private static final String NEEDS = "a layer that is trained and travels is left";

    static final Kind<List<String>> LOCAL = new Kind<>("local",
            "Layers that stay on their device, trained there: the last ones for FedPer, normalizations for FedBN.",
            Optional.of(new Paper("Arivazhagan et al. 2019; Li et al. 2021",
                    "Federated Learning with Personalization Layers, arXiv 1912.00818; FedBN: Federated Learning on"
                            + " Non-IID Features via Local Batch Normalization",
                    "ICLR")),
            "their bytes neither up nor down; each device keeps its own, sealed; no accuracy but the devices' own",
            NEEDS, List.of(Setting.names("local", "layers, or tensors such as dense3.bias")), "[dense3]",
            values -> values.names("local"));

    static final Kind<List<String>> FROZEN = new Kind<>("frozen", "Layers that nobody trains.", Optional.empty(),
            "their bytes not up, and down once", NEEDS,
            List.of(Setting.names("frozen", "layers, or tensors such as conv1.weight")), "[conv1]",
            values -> values.names("frozen"));

    static final List<Family<?>> ALL = List.of(new Family<>(TITLE, "train.local", List.of(LOCAL)),
            new Family<>(TITLE, "train.frozen", List.of(FROZEN)));

    private Layers() {}
}
