package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The optimizer a device trains with; its state starts afresh every round. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam")})
public sealed interface OptimizerSpec {
    /** Step size, above 0. */
    double learningRate();

    /** Stochastic gradient descent, with momentum 0..1 (0 = plain). */
    record Sgd(double learningRate, double momentum) implements OptimizerSpec {}

    /** Adam (Kingma and Ba 2015). */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements OptimizerSpec {}
}
