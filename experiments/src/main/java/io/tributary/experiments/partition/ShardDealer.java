package io.tributary.experiments.partition;

import java.util.Arrays;

/**
 * The pathological split of McMahan et al. 2017: examples sorted by class, cut into devices * k shards, k of them dealt to each
 * device at random. With 2 shards most devices see two classes only.
 */
final class ShardDealer {
    private ShardDealer() {}

    static int[][] deal(Labelled examples, int devices, int perDevice, long seed) throws PartitionException {
        long wanted = (long) devices * perDevice;
        if (wanted > examples.size()) {
            throw new PartitionException(devices + " devices with " + perDevice + " shards each are " + wanted
                    + " shards, but there are only " + examples.size() + " examples; a shard holds at least one");
        }
        int[] sorted = Arrays.stream(ByClass.indices(examples.labels(), examples.classes()))
                .flatMapToInt(Arrays::stream).toArray();
        int[][] shards = Even.deal(sorted, (int) wanted);
        int[] order = Draws.of(seed, "partition/shards", 0).order(shards.length);
        int[][] parts = new int[devices][];
        for (int device = 0; device < devices; device++) {
            parts[device] = Arrays.stream(order, device * perDevice, (device + 1) * perDevice)
                    .flatMap(shard -> Arrays.stream(shards[shard])).toArray();
        }
        return parts;
    }
}
