package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plugin.PlugInSpec;

/**
 * How the aggregated update moves the model: as a pseudo-gradient (Reddi et al. 2021, "Adaptive Federated Optimization", ICLR,
 * algorithm 2; Hsu et al. 2019 for momentum). Betas and momentum are at least 0 and below 1, learning rate and tau above 0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = ServerOptimizerSpec.FedAvg.class, name = "fedavg"),
    @JsonSubTypes.Type(value = ServerOptimizerSpec.FedAvgM.class, name = "fedavgm"),
    @JsonSubTypes.Type(value = ServerOptimizerSpec.FedAdagrad.class, name = "fedadagrad"),
    @JsonSubTypes.Type(value = ServerOptimizerSpec.FedAdam.class, name = "fedadam"),
    @JsonSubTypes.Type(value = ServerOptimizerSpec.FedYogi.class, name = "fedyogi"),
    @JsonSubTypes.Type(value = ServerOptimizerSpec.PlugInServer.class, name = "plugIn")})
public sealed interface ServerOptimizerSpec {
    /** Its name on the wire, in configs, help and messages. */
    default String kind() {
        return Kinds.of(ServerOptimizerSpec.class, this);
    }

    /** Step size, above 0, before the schedule. */
    double learningRate();

    /** How the step size changes from round to round. */
    Schedule schedule();

    /** {@code x += rate * delta}. */
    record FedAvg(double learningRate, Schedule schedule) implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedAvg {
            Fields.positive("learningRate", learningRate);
        }
    }

    /** {@code m = momentum * m + delta; x += rate * m}. */
    record FedAvgM(double learningRate, double momentum, Schedule schedule) implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedAvgM {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("momentum", momentum, 0, 1);
        }
    }

    /** Adaptive by the sum of squares; beta1 is 0 in the paper. */
    record FedAdagrad(double learningRate, double beta1, double tau, Schedule schedule) implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedAdagrad {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("beta1", beta1, 0, 1);
            Fields.positive("tau", tau);
        }
    }

    /** Adaptive by a running mean of squares. */
    record FedAdam(double learningRate, double beta1, double beta2, double tau, Schedule schedule)
            implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedAdam {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("beta1", beta1, 0, 1);
            Fields.fraction("beta2", beta2, 0, 1);
            Fields.positive("tau", tau);
        }
    }

    /** Adaptive by a running sum of signed squares. */
    record FedYogi(double learningRate, double beta1, double beta2, double tau, Schedule schedule)
            implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public FedYogi {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("beta1", beta1, 0, 1);
            Fields.fraction("beta2", beta2, 0, 1);
            Fields.positive("tau", tau);
        }
    }

    /**
     * An optimizer of the operator's own, which every coordinator that aggregates has on its class path.
     *
     * @param plugIn which one, with its settings
     */
    record PlugInServer(PlugInSpec plugIn, double learningRate, Schedule schedule) implements ServerOptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public PlugInServer {
            Fields.given("plugIn", plugIn);
            Fields.positive("learningRate", learningRate);
        }

        @Override
        public String kind() {
            return plugIn.name();
        }
    }
}
