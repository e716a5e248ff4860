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
}
