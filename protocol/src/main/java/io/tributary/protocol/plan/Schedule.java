package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;

/** What a learning rate is multiplied by, round by round; 1 in the first round. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine")})
public sealed interface Schedule {
    /** Always 1. */
    Schedule CONSTANT = new Constant();

    /**
     * The factor of a round.
     *
     * @param round 1-based
     * @param rounds number of rounds of the run, at least {@code round}
     * @return above 0, at most 1; the same bits on every machine
     */
    double factor(int round, int rounds);

    /** Always 1. */
    record Constant() implements Schedule {
        @Override
        public double factor(int round, int rounds) {
            return 1;
        }
    }

    /**
     * {@code gamma} to the power of the number of whole periods that have passed.
     *
     * @param every rounds of a period, 1..1_000_000
     * @param gamma above 0, at most 1
     */
    record Step(int every, double gamma) implements Schedule {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Step {
            Fields.within("every", every, 1, RunPlan.MAX_ROUNDS);
            share("gamma", gamma);
        }

        @Override
        public double factor(int round, int rounds) {
            int periods = (round - 1) / every;
            return Math.max(Double.MIN_NORMAL, StrictMath.pow(gamma, periods));
        }
    }

    /** {@code gamma} once a round, above 0, at most 1. */
    record Exponential(double gamma) implements Schedule {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Exponential {
            share("gamma", gamma);
        }

        @Override
        public double factor(int round, int rounds) {
            return Math.max(Double.MIN_NORMAL, StrictMath.pow(gamma, round - 1));
        }
    }

    /**
     * Half a cosine wave from 1 in the first round to {@code floor} in the last (Loshchilov and Hutter 2017, without restarts).
     *
     * @param floor above 0, at most 1
     */
    record Cosine(double floor) implements Schedule {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Cosine {
            share("floor", floor);
        }

        @Override
        public double factor(int round, int rounds) {
            double done = rounds == 1 ? 0 : (round - 1) / (double) (rounds - 1);
            return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * done)) / 2;
        }
    }

    private static void share(String field, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must be above 0 and at most 1, not " + value);
        }
    }
}
