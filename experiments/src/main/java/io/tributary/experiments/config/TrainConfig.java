package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Section {@code train}: what devices do in a round.
 *
 * @param rounds 1..1_000_000
 * @param cohort devices wanted in a round; all of them if left out
 * @param localEpochs passes over a device's own data, 1..1000
 * @param batchSize examples a step, 1..65536
 * @param optimizer step rule
 * @param threads threads one model trains on, 1..256; part of what makes a run reproducible
 * @param method what is done against drift
 * @param schedule how the learning rate changes from round to round
 * @param local tensors, or layers, that stay on the device
 * @param frozen tensors, or layers, that nobody trains
 * @param parallel devices of one JVM that train at once, 1..256; as many as the machine has processors for if left out
 */
public record TrainConfig(int rounds, Optional<Integer> cohort, int localEpochs, int batchSize, OptimizerSpec optimizer,
        int threads, Optional<ClientMethod> method, Schedule schedule, List<String> local, List<String> frozen,
        Optional<Integer> parallel) {
    private static final OptimizerSpec STAND_IN = new OptimizerSpec.Sgd(1, 0);

    /**
     * Reads it.
     *
     * @param devices the population
     */
    static TrainConfig read(Section section, int devices) {
        TrainConfig train = new TrainConfig(section.require("rounds", Forms.whole(1, 1_000_000)),
                section.find("cohort", Forms.whole(1, 100_000)), section.get("localEpochs", Forms.whole(1, 1000), 1),
                section.get("batchSize", Forms.whole(1, 1 << 16), 32), optimizer(section),
                section.get("threads", Forms.whole(1, 256), 1), method(section, devices),
                schedule(section), new KindKey<>(section, Catalogue.local()).read().orElse(List.of()),
                new KindKey<>(section, Catalogue.frozen()).read().orElse(List.of()),
                section.find("parallel", Forms.whole(1, 256)));
        section.end();
        return train;
    }

    /** Devices that train at once in a JVM on a machine with so many processors. */
    public int parallelOn(int processors) {
        return parallel.orElse(Math.max(1, processors / threads));
    }

    /**
     * What the plan says of it.
     *
     * @throws IllegalArgumentException if parts do not fit together
     */
    TrainingSpec spec() {
        return TrainingSpec.builder().epochs(localEpochs).batchSize(batchSize).optimizer(optimizer).threads(threads)
                .method(method.orElse(null)).schedule(schedule).local(local).frozen(frozen).build();
    }

    /** No preset of a method follows from how many updates there are. */
    private static Optional<ClientMethod> method(Section train, int devices) {
        return new Choice<>(train, "method", Catalogue.methods(), new Sizes(1, devices)).read()
                .flatMap(Function.identity());
    }

    private static Schedule schedule(Section train) {
        return new Choice<>(train, "schedule", Catalogue.schedules(), Sizes.NONE).read().orElse(Schedule.CONSTANT);
    }

    private static OptimizerSpec optimizer(Section train) {
        return new Choice<>(train, "optimizer", Catalogue.optimizers(), Sizes.NONE).require().orElse(STAND_IN);
    }
}
