package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;

/** The optimizer a device trains with; its state starts afresh every round. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam")})
public sealed interface OptimizerSpec {
    /** Step size, above 0. */
    double learningRate();

    /** Stochastic gradient descent, with momentum at least 0 and below 1 (0 = plain). */
    record Sgd(double learningRate, double momentum) implements OptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Sgd {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("momentum", momentum, 0, 1);
        }
    }

    /** Adam (Kingma and Ba 2015): betas at least 0 and below 1, epsilon above 0. */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements OptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Adam {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("beta1", beta1, 0, 1);
            Fields.fraction("beta2", beta2, 0, 1);
            Fields.positive("epsilon", epsilon);
        }
    }
}
