package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device does with the model it received. Tensors are named as the architecture names them, or by a prefix that ends
 * before a dot: {@code conv1} is {@code conv1.weight} and {@code conv1.bias}.
 *
 * @param epochs passes over its own data, 1..1000
 * @param batchSize examples a step, 1..65536
 * @param optimizer step rule
 * @param threads intra-op threads a model, 1..256: fixed because the bits of float sums depend on it (I10)
 * @param method what is done against drift; null for nothing
 * @param schedule how the learning rate changes from round to round
 * @param local tensors that stay on the device, sealed, from round to round, and never travel (FedPer, Arivazhagan et al. 2019;
 *        FedBN, Li et al. 2021)
 * @param frozen tensors that nobody trains
 */
public record TrainingSpec(int epochs, int batchSize, OptimizerSpec optimizer, int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable ClientMethod method,
        Schedule schedule, List<String> local, List<String> frozen) {
    private static final int MAX_NAMES = 4096;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a field is out of range, or a name is both local and frozen
     */
    public TrainingSpec {
        Fields.within("epochs", epochs, 1, 1000);
        Fields.within("batchSize", batchSize, 1, 1 << 16);
        Fields.within("threads", threads, 1, 256);
        local = Fields.list("local", local, 0, MAX_NAMES);
        frozen = Fields.list("frozen", frozen, 0, MAX_NAMES);
        local.forEach(name -> Fields.line("local", name, 1, 128));
        frozen.forEach(name -> Fields.line("frozen", name, 1, 128));
        for (String name : local) {
            if (frozen.contains(name)) {
                throw new IllegalArgumentException("'" + Fields.excerpt(name)
                        + "' is both local and frozen; leave it out of one of the lists");
            }
        }
    }

    /** Plain local training of the whole model at a constant rate. */
    public TrainingSpec(int epochs, int batchSize, OptimizerSpec optimizer, int threads) {
        this(epochs, batchSize, optimizer, threads, null, Schedule.CONSTANT, List.of(), List.of());
    }

    /** What is done against drift, if anything. */
    public Optional<ClientMethod> clientMethod() {
        return Optional.ofNullable(method);
    }

    /** Everything but what has a default is to be set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that has everything as it is here. */
    public Builder toBuilder() {
        return new Builder().epochs(epochs).batchSize(batchSize).optimizer(optimizer).threads(threads).method(method)
                .schedule(schedule).local(local).frozen(frozen);
    }

    /** Makes training specs. One thread. */
    public static final class Builder {
        private int epochs;
        private int batchSize;
        private @Nullable OptimizerSpec optimizer;
        private int threads = 1;
        private @Nullable ClientMethod method;
        private Schedule schedule = Schedule.CONSTANT;
        private List<String> local = List.of();
        private List<String> frozen = List.of();

        private Builder() {}

        /** Passes over the data. */
        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        /** Examples a step. */
        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        /** Step rule. */
        public Builder optimizer(OptimizerSpec optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /** Threads a model; 1 if it is not set. */
        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /** What is done against drift; null for nothing, which it is if it is not set. */
        public Builder method(@Nullable ClientMethod method) {
            this.method = method;
            return this;
        }

        /** How the learning rate changes; constant if it is not set. */
        public Builder schedule(Schedule schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Tensors that stay on the device; none if it is not set. */
        public Builder local(List<String> local) {
            this.local = local;
            return this;
        }

        /** Tensors that nobody trains; none if it is not set. */
        public Builder frozen(List<String> frozen) {
            this.frozen = frozen;
            return this;
        }

        /**
         * The training.
         *
         * @throws IllegalArgumentException if a value is missing or out of range, or they do not fit together
         */
        public TrainingSpec build() {
            return new TrainingSpec(epochs, batchSize, required("optimizer", optimizer), threads, method, schedule,
                    local, frozen);
        }

        private static <T> T required(String name, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("a training needs " + name);
            }
            return value;
        }
    }
}
