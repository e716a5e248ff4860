package io.tributary.experiments.catalogue;

import io.tributary.learning.method.ClientMethodPlugIn;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ClientMethod.FedDyn;
import io.tributary.protocol.plan.ClientMethod.FedNova;
import io.tributary.protocol.plan.ClientMethod.FedProx;
import io.tributary.protocol.plan.ClientMethod.PlugInMethod;
import io.tributary.protocol.plan.ClientMethod.Scaffold;
import java.util.List;
import java.util.Optional;

/** What devices do against the drift of their local training; nothing, for the first. */
final class Methods {
    private static final String PASS = "a pass over the weights a step";
    private static final String MEAN = "the rule mean and the optimizer sgd";
    private static final Setting POPULATION = Setting.whole("population", 1, ClientMethod.MAX_POPULATION,
            "all devices that may ever take part; at least as many as a round asks").orFrom("data.devices");

    private static final Kind<Optional<ClientMethod>> PLAIN = new Kind<>("plain",
            "Federated averaging: each device trains on its own examples alone.",
            Optional.of(new Paper("McMahan et al. 2017",
                    "Communication-Efficient Learning of Deep Networks from Decentralized Data", "AISTATS")),
            "nothing", "nothing", List.of(), "plain", _ -> Optional.empty());

    private static final Kind<Optional<ClientMethod>> FED_PROX = new Kind<>("fedprox",
            "A pull back to the model received: mu / 2 times the squared distance is added to the loss.",
            Optional.of(new Paper("Li et al. 2020", "Federated Optimization in Heterogeneous Networks", "MLSys")),
            PASS, "nothing",
            List.of(Setting.above("mu", 0, 1000, "how strong the pull is; tune it")),
            "{ fedprox: { mu: 0.01 } }", values -> Optional.of(new FedProx(values.number("mu"))));

    private static final Kind<Optional<ClientMethod>> SCAFFOLD = new Kind<>("scaffold",
            "Each step is corrected by control variates: the mean of all devices' gradients less the device's own.",
            Optional.of(new Paper("Karimireddy et al. 2020",
                    "SCAFFOLD: Stochastic Controlled Averaging for Federated Learning", "ICML")),
            "twice the bytes up and down; 1 value of state a parameter on each device; " + PASS, MEAN,
            List.of(POPULATION), "{ scaffold: { population: 100 } }",
            values -> Optional.of(new Scaffold(population(values))));

    private static final Kind<Optional<ClientMethod>> FED_NOVA = new Kind<>("fednova",
            "Updates divided by how far their local steps reach, and their mean multiplied by the mean of that.",
            Optional.of(new Paper("Wang et al. 2020",
                    "Tackling the Objective Inconsistency Problem in Heterogeneous Federated Optimization", "NeurIPS")),
            "nothing", MEAN, List.of(), "fednova", _ -> Optional.of(new FedNova()));

    private static final Kind<Optional<ClientMethod>> FED_DYN = new Kind<>("feddyn",
            "A regularizer that each device moves from round to round, so that local optima meet the global one.",
            Optional.of(
                    new Paper("Acar et al. 2021", "Federated Learning Based on Dynamic Regularization", "ICLR")),
            "1 value of state a parameter on each device and 1 with the version; " + PASS,
            MEAN + ", the server fedavg at its defaults, the weighting uniform (which it then is by itself)",
            List.of(Setting.above("alpha", 0, 1000, "how strong it is; tune it"), POPULATION),
            "{ feddyn: { alpha: 0.1, population: 100 } }",
            values -> Optional.of(new FedDyn(values.number("alpha"), population(values))));

    static final Family<Optional<ClientMethod>> ALL = new Family<>("client methods", "train.method",
            List.of(PLAIN, FED_PROX, SCAFFOLD, FED_NOVA, FED_DYN));

    private Methods() {}

    /** All of them, with the plug-ins that are here. */
    static Family<Optional<ClientMethod>> all() {
        return new PlugInKinds<ClientMethodPlugIn, Optional<ClientMethod>>(ALL, List.of(),
                "as many vectors on each device as it holds",
                (method, spec, _) -> Optional.of(new PlugInMethod(spec, method.heldVectors(spec))))
                .with(ClientMethodPlugIn.here());
    }

    private static int population(Values values) {
        return values.find("population", Integer.class).orElse(values.sizes().devices());
    }
}
