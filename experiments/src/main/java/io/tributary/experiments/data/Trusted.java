package io.tributary.experiments.data;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.partition.Draws;
import io.tributary.experiments.partition.Labelled;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.image.Subset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The training examples that the coordinator keeps for itself, drawn uniformly (Cao et al. 2021, section V), and those that are
 * left for devices.
 *
 * @param dataset all examples
 * @param kept indices of the coordinator's, ascending; none if it wants none
 * @param left indices of the others, ascending
 */
record Trusted(Dataset dataset, int[] kept, int[] left) {
    static Trusted draw(ExperimentConfig config, Dataset dataset) throws ConfigException {
        int all = dataset.train().size();
        int wanted = config.data().trusted().orElse(0);
        int devices = config.data().devices();
        if (devices > all) {
            throw config.mistake("data.devices", "is " + devices + ", but there are only " + all
                    + " training examples; each device must have at least one");
        }
        if (wanted > all - devices) {
            throw config.mistake("data.trusted", "is " + wanted + ", but there are " + all + " training examples for "
                    + devices + " devices: each must have at least one");
        }
        int[] order = Draws.of(config.seed(), "trusted", 0).order(all);
        return new Trusted(dataset, sorted(order, 0, wanted), sorted(order, wanted, all));
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] some = Arrays.copyOfRange(order, from, to);
        Arrays.sort(some);
        return some;
    }

    /** What the coordinator trains on. */
    Optional<Examples> examples() {
        return kept.length == 0 ? Optional.empty() : Optional.of(new Subset(dataset.train(), kept));
    }

    /** What a partition must know of the others. */
    Labelled others() {
        int[] labels = dataset.trainLabels();
        int[] owners = dataset.owners();
        return new Labelled(pick(labels, left), dataset.classNames().size(),
                owners.length == 0 ? owners : pick(owners, left));
    }

    /** Indices among the others, as indices among all. */
    int[] among(int[] part) {
        return pick(left, part);
    }

    private static int[] pick(int[] values, int[] indices) {
        return IntStream.of(indices).map(index -> values[index]).toArray();
    }
}
