package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The optimizer a device trains with; its state starts afresh every round. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam")})
public sealed interface OptimizerSpec {
    /** Its name on the wire, in configs, help and messages. */
    default String kind() {
        return Kinds.of(OptimizerSpec.class, this);
    }

    /** Step size, above 0. */
    double learningRate();

    /** One answer for each optimizer. A new one is one more parameter here, so that the compiler finds everybody who must know it. */
    <T> T fold(Function<Sgd, T> sgd, Function<Adam, T> adam);

    /** Values of state that a device holds for each trained one while it trains. */
    int moments();

    /**
     * Stochastic gradient descent.
     *
     * @param momentum at least 0 and below 1 (0 = plain)
     * @param weightDecay this times a weight is added to its gradient before momentum, of every tensor that is trained, as PyTorch's SGD
     *        does; above 0, at most 1; null for none, which 0 becomes
     */
    record Sgd(double learningRate, double momentum,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double weightDecay)
            implements OptimizerSpec {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Sgd {
            Fields.positive("learningRate", learningRate);
            Fields.fraction("momentum", momentum, 0, 1);
            weightDecay = weightDecay == null || weightDecay == 0 ? null
                    : Double.valueOf(Fields.share("weightDecay", weightDecay));
        }

        /** Without weight decay. */
        public Sgd(double learningRate, double momentum) {
            this(learningRate, momentum, null);
        }

        @Override
        public <T> T fold(Function<Sgd, T> sgd, Function<Adam, T> adam) {
            return sgd.apply(this);
        }

        @Override
        public int moments() {
            return momentum == 0 ? 0 : 1;
        }

        /** Weight decay as a number, 0 for none. */
        public double decay() {
            return weightDecay == null ? 0 : weightDecay;
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

        @Override
        public <T> T fold(Function<Sgd, T> sgd, Function<Adam, T> adam) {
            return adam.apply(this);
        }

        @Override
        public int moments() {
            return 2;
        }
    }
}
