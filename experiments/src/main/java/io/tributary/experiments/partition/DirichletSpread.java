package io.tributary.experiments.partition;

import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Label skew after Hsu et al. 2019, in the form of NIID-Bench (Li et al. 2022): each class is spread over the devices in
 * proportions drawn from Dirichlet(alpha); a device that already has its even share gets no more; the whole is drawn again until
 * every device has the least number wanted.
 *
 * <p>Proportions become whole numbers by cutting the class where they add up. Rounded down, as there, the last examples of every class go to
 * the last device that takes any: where a device gets few of a class, a bias. Such classes, of fewer than ten examples a device, are cut at the
 * nearest whole number. Larger ones are cut as there, so that draws keep the bits that results of earlier versions were recorded with.
 */
final class DirichletSpread {
    private static final int MAX_DRAWS = 1000;
    private static final int FEW = 10;

    private final Labelled examples;
    private final int devices;
    private final Dirichlet wish;

    DirichletSpread(Labelled examples, int devices, Dirichlet wish) {
        this.examples = examples;
        this.devices = devices;
        this.wish = wish;
    }

    int[][] draw(long seed) throws PartitionException {
        if ((long) devices * wish.minExamples() > examples.size()) {
            throw new PartitionException(
                    devices + " devices with at least " + wish.minExamples() + " examples each need "
                            + (long) devices * wish.minExamples() + ", but there are only " + examples.size()
                            + "; use fewer devices or a smaller minExamples");
        }
        int[][] classes = ByClass.indices(examples.labels(), examples.classes());
        for (int attempt = 0; attempt < MAX_DRAWS; attempt++) {
            int[][] parts = spread(classes, Draws.of(seed, "partition/dirichlet", attempt));
            if (Arrays.stream(parts).allMatch(part -> part.length >= wish.minExamples())) {
                return parts;
            }
        }
        throw new PartitionException(
                "in " + MAX_DRAWS + " draws some device always had fewer than " + wish.minExamples()
                        + " examples; use fewer devices, a larger alpha or a smaller minExamples");
    }

    private int[][] spread(int[][] classes, Draws draws) {
        int[][] parts = new int[devices][];
        int[] sizes = new int[devices];
        Arrays.setAll(parts, _ -> new int[examples.size() / devices + 1]);
        for (int[] members : classes) {
            int[] order = draws.order(members.length);
            double[] upTo = cumulative(draws, sizes);
            double rounding = members.length < (long) FEW * devices ? 0.5 : 0;
            int from = 0;
            for (int device = 0; device < devices; device++) {
                int to = device == devices - 1 ? members.length : (int) (upTo[device] * members.length + rounding);
                for (int i = from; i < to; i++) {
                    parts[device] = grown(parts[device], sizes[device]);
                    parts[device][sizes[device]++] = members[order[i]];
                }
                from = to;
            }
        }
        Arrays.setAll(parts, device -> Arrays.copyOf(parts[device], sizes[device]));
        return parts;
    }

    /** Proportions of the devices below their even share, summed up. */
    private double[] cumulative(Draws draws, int[] sizes) {
        double[] proportions = new double[devices];
        double sum = 0;
        for (int device = 0; device < devices; device++) {
            double drawn = draws.gamma(wish.alpha());
            proportions[device] = isOpen(sizes[device]) ? drawn : 0;
            sum += proportions[device];
        }
        if (sum == 0) {
            // A small alpha gives all to one device. Which one is told by draws of the generator's gamma until they are too small to tell.
            sum = 1;
            proportions[oneOf(draws, sizes)] = sum;
        }
        double running = 0;
        for (int device = 0; device < devices; device++) {
            running += proportions[device];
            proportions[device] = running / sum;
        }
        return proportions;
    }

    /** Any of the devices below their even share. */
    private int oneOf(Draws draws, int[] sizes) {
        int[] open = IntStream.range(0, devices).filter(device -> isOpen(sizes[device])).toArray();
        return open[draws.below(open.length)];
    }

    private boolean isOpen(int size) {
        return (long) size * devices < examples.size();
    }

    private static int[] grown(int[] part, int size) {
        return size < part.length ? part : Arrays.copyOf(part, 2 * size);
    }
}
