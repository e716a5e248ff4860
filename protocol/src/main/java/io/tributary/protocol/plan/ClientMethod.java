package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a device does against the drift of its local training; none of them is plain federated averaging. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = ClientMethod.FedProx.class, name = "fedprox"),
    @JsonSubTypes.Type(value = ClientMethod.Scaffold.class, name = "scaffold"),
    @JsonSubTypes.Type(value = ClientMethod.FedNova.class, name = "fednova"),
    @JsonSubTypes.Type(value = ClientMethod.FedDyn.class, name = "feddyn"),
    @JsonSubTypes.Type(value = ClientMethod.PlugInMethod.class, name = "plugIn")})
public sealed interface ClientMethod {
    /** Largest population. */
    int MAX_POPULATION = 100_000_000;

    /** Its name on the wire, in configs, help and messages. */
    default String kind() {
        return Kinds.of(ClientMethod.class, this);
    }

    /** One answer for each method. A new method is one more parameter here, so that the compiler finds everybody who must know it. */
    <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
            Function<FedDyn, T> dyn, Function<PlugInMethod, T> plugIn);

    /** What the coordinator does for it. */
    ServerPart serverPart();

    /** Vectors, each a value for each trained one, that a device holds while it trains: what is added to gradients, and what is kept. */
    int heldVectors();

    /**
     * Checks that the rest of a plan fits the method. Methods with a part on the server are proven for the mean alone, FedDyn and SCAFFOLD
     * for the unweighted one.
     *
     * @param selected devices that a round asks
     * @throws IllegalArgumentException if it does not
     */
    void requireFits(TrainingSpec training, StrategySpec strategy, int selected);

    /**
     * What the coordinator does for a method.
     *
     * @param controls N, all devices, by which control variates are shared that travel beside what is trained, a value for each; empty if none do
     * @param normalised whether the aggregate is multiplied by the mean norm of the devices' local steps (FedNova)
     * @param regularized m, all devices, for the server half of FedDyn in place of the plan's server optimizer; devices then weigh the same
     *     unless a config says otherwise; empty for the plan's
     */
    record ServerPart(OptionalInt controls, boolean normalised, OptionalInt regularized) {
        /** Nothing. */
        public static final ServerPart NONE = new ServerPart(OptionalInt.empty(), false, OptionalInt.empty());
    }

    /**
     * A pull back to the model received: {@code mu / 2 * |w - w0|^2} is added to the loss (Li et al. 2020, "Federated Optimization
     * in Heterogeneous Networks", MLSys).
     *
     * @param mu above 0
     */
    record FedProx(double mu) implements ClientMethod {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public FedProx {
            Fields.positive("mu", mu);
        }

        @Override
        public <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
                Function<FedDyn, T> dyn, Function<PlugInMethod, T> plugIn) {
            return prox.apply(this);
        }

        @Override
        public ServerPart serverPart() {
            return ServerPart.NONE;
        }

        @Override
        public int heldVectors() {
            return 1;
        }

        @Override
        public void requireFits(TrainingSpec training, StrategySpec strategy, int selected) {}
    }

    /**
     * Gradients corrected by control variates, which travel as a second vector (Karimireddy et al. 2020, "SCAFFOLD", ICML, option II).
     *
     * @param population N, all devices that may ever take part, 1..10^8
     */
    record Scaffold(int population) implements ClientMethod {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Scaffold {
            Fields.within("population", population, 1, MAX_POPULATION);
        }

        @Override
        public <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
                Function<FedDyn, T> dyn, Function<PlugInMethod, T> plugIn) {
            return scaffold.apply(this);
        }

        @Override
        public ServerPart serverPart() {
            return new ServerPart(OptionalInt.of(population), false, OptionalInt.empty());
        }

        @Override
        public int heldVectors() {
            return 2;
        }

        @Override
        public void requireFits(TrainingSpec training, StrategySpec strategy, int selected) {
            PlanCheck.requireMeanOfSgd(this, training, strategy);
            PlanCheck.requirePopulation(this, population, selected);
        }
    }

    /**
     * Updates divided by the number of their local steps, momentum counted in, and multiplied by the round's mean of it (Wang et al.
     * 2020, "Tackling the Objective Inconsistency Problem", NeurIPS).
     */
    record FedNova() implements ClientMethod {
        @Override
        public <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
                Function<FedDyn, T> dyn, Function<PlugInMethod, T> plugIn) {
            return nova.apply(this);
        }

        @Override
        public ServerPart serverPart() {
            return new ServerPart(OptionalInt.empty(), true, OptionalInt.empty());
        }

        @Override
        public int heldVectors() {
            return 0;
        }

        @Override
        public void requireFits(TrainingSpec training, StrategySpec strategy, int selected) {
            PlanCheck.requireMeanOfSgd(this, training, strategy);
        }
    }

    /**
     * A regularizer that each device moves from round to round, so that local optima meet the global one (Acar et al. 2021,
     * "Federated Learning Based on Dynamic Regularization", ICLR).
     *
     * @param alpha above 0
     * @param population m, all devices that may ever take part, 1..10^8
     */
    record FedDyn(double alpha, int population) implements ClientMethod {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedDyn {
            Fields.positive("alpha", alpha);
            Fields.within("population", population, 1, MAX_POPULATION);
        }

        @Override
        public <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
                Function<FedDyn, T> dyn, Function<PlugInMethod, T> plugIn) {
            return dyn.apply(this);
        }

        @Override
        public ServerPart serverPart() {
            return new ServerPart(OptionalInt.empty(), false, OptionalInt.of(population));
        }

        @Override
        public int heldVectors() {
            return 2;
        }

        @Override
        public void requireFits(TrainingSpec training, StrategySpec strategy, int selected) {
            PlanCheck.requireMeanOfSgd(this, training, strategy);
            PlanCheck.requirePopulation(this, population, selected);
            PlanCheck.requireOwnServerStep(this, strategy);
        }
    }

    /**
     * A method of somebody's own, which every device has on its class path. It needs nothing of the coordinator.
     *
     * @param plugIn which one, with its settings
     * @param heldVectors that a device holds while it trains, 0..16
     */
    record PlugInMethod(PlugInSpec plugIn, int heldVectors) implements ClientMethod {
        private static final int MOST_VECTORS = 16;

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public PlugInMethod {
            Fields.given("plugIn", plugIn);
            Fields.within("heldVectors", heldVectors, 0, MOST_VECTORS);
        }

        @Override
        public String kind() {
            return plugIn.name();
        }

        @Override
        public <T> T fold(Function<FedProx, T> prox, Function<Scaffold, T> scaffold, Function<FedNova, T> nova,
                Function<FedDyn, T> dyn, Function<PlugInMethod, T> own) {
            return own.apply(this);
        }

        @Override
        public ServerPart serverPart() {
            return ServerPart.NONE;
        }

        @Override
        public void requireFits(TrainingSpec training, StrategySpec strategy, int selected) {}
    }
}
