package io.tributary.experiments.partition;

import io.tributary.experiments.config.PartitionConfig;
import io.tributary.experiments.config.PartitionConfig.ByFolder;
import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import io.tributary.experiments.config.PartitionConfig.Iid;
import io.tributary.experiments.config.PartitionConfig.Natural;
import io.tributary.experiments.config.PartitionConfig.Shards;
import java.util.Arrays;

/** Ways to spread examples over devices. */
public final class Partition {
    private Partition() {}

    /**
     * Spreads examples: each goes to at most one device, and every device gets at least one. The same arguments give the same
     * partition, on every JVM.
     *
     * @return for each device the indices of its examples, ascending
     * @throws PartitionException if there are too few examples
     */
    public static int[][] of(PartitionConfig how, Labelled examples, int devices, long seed) throws PartitionException {
        if (examples.size() < devices) {
            throw new PartitionException(examples.size() + " examples are too few for " + devices
                    + " devices: each must have at least one");
        }
        int[][] parts = switch (how) {
            case Iid() -> Even.deal(Draws.of(seed, "partition/iid", 0).order(examples.size()), devices);
            case Shards(int perDevice) -> ShardDealer.deal(examples, devices, perDevice, seed);
            case Dirichlet dirichlet -> new DirichletSpread(examples, devices, dirichlet).draw(seed);
            case ByFolder(),Natural() -> owned(examples, devices);
        };
        for (int[] part : parts) {
            Arrays.sort(part);
        }
        return parts;
    }

    private static int[][] owned(Labelled examples, int devices) throws PartitionException {
        int[][] parts = ByClass.indices(examples.owners(), devices);
        for (int device = 0; device < devices; device++) {
            if (parts[device].length == 0) {
                throw new PartitionException(
                        "device " + device + " has no training examples left; hold fewer out (data.holdOut)");
            }
        }
        return parts;
    }
}
