package io.tributary.experiments.data;

import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.partition.HoldOut;
import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.learning.image.Subset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The four files of the MNIST family in one folder, each gzip or plain: {@code train-} and {@code t10k-}
 * {@code images-idx3-ubyte}, {@code labels-idx1-ubyte}, or with {@code .idx} for {@code -idx}. Without the {@code t10k-} files a part of the others is held out.
 */
record IdxSource(Idx wish, Optional<Integer> classes, long seed) {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final String IMAGES = "images-idx3-ubyte";
    private static final String LABELS = "labels-idx1-ubyte";

    Dataset load() throws DataException {
        Folders.requireFolder(wish.path(), "with train-images-idx3-ubyte.gz and its like");
        Part train = part(TRAIN);
        boolean split = find(wish.path(), TEST, IMAGES).isPresent();
        if (split && wish.holdOut().isPresent()) {
            throw new DataException(wish.path() + ": has test files of its own; leave data.holdOut out");
        }
        return split ? joined(train, part(TEST)) : heldOut(train);
    }

    /** The training files alone, with the names of their labels or their numbers: what a device of its own has. */
    static OwnExamples own(Path folder, List<String> classes) throws DataException {
        IdxSource source = new IdxSource(new Idx(folder, Optional.empty(), classes), Optional.empty(), 0);
        Part train = source.part(TRAIN);
        List<String> names = source.names(train);
        train.checkLabels(names.size());
        return new OwnExamples(train.examples(), train.shape(), names);
    }

    /** Whether a folder has training files of this kind. */
    static boolean isIn(Path folder) {
        return find(folder, TRAIN, IMAGES).isPresent();
    }

    private Dataset joined(Part train, Part test) throws DataException {
        List<String> names = names(train);
        train.checkLabels(names.size());
        test.checkLabels(names.size());
        if (!test.shape().equals(train.shape())) {
            throw new DataException(test.images().path() + ": images are " + test.shape() + ", those of "
                    + train.images().path() + " are " + train.shape() + "; they must be the same");
        }
        return new Dataset(train.examples(), test.examples(), names, train.shape(), new int[0], List.of());
    }

    private Dataset heldOut(Part all) throws DataException {
        double fraction = wish.holdOut().orElseThrow(() -> new DataException(wish.path()
                + ": there is no t10k-images-idx3-ubyte(.gz) to measure the model with; add it, or set data.holdOut: 0.2"));
        List<String> names = names(all);
        all.checkLabels(names.size());
        HoldOut split = HoldOut.draw(all.classes(), names.size(), fraction, seed);
        return new Dataset(new Subset(all.examples(), split.train()), new Subset(all.examples(), split.test()), names,
                all.shape(), new int[0], List.of());
    }

    /** The names given, or as many numbers as the config or else the labels call for. */
    private List<String> names(Part train) {
        int seen = Arrays.stream(train.classes()).max().orElse(0) + 1;
        return wish.classNames().isEmpty()
                ? IntStream.range(0, classes.orElse(Math.max(2, seen))).mapToObj(Integer::toString).toList()
                : wish.classNames();
    }

    private Part part(String prefix) throws DataException {
        IdxFile images = IdxFile.read(require(prefix, IMAGES), 3);
        IdxFile labels = IdxFile.read(require(prefix, LABELS), 1);
        if (images.sizes()[0] != labels.sizes()[0]) {
            throw new DataException(
                    labels.path() + ": has " + labels.sizes()[0] + " labels, but " + images.path() + " has "
                            + images.sizes()[0] + " images");
        }
        return new Part(images, labels);
    }

    private Path require(String prefix, String kind) throws DataException {
        String name = prefix + "-" + kind;
        return find(wish.path(), prefix, kind)
                .orElseThrow(() -> new DataException(wish.path() + ": there is no " + name + ".gz and no " + name
                        + " in it"));
    }

    /** Some archives have a dot where others have a hyphen. */
    private static Optional<Path> find(Path folder, String prefix, String kind) {
        String name = prefix + "-" + kind;
        String dotted = prefix + "-" + kind.replace("-idx", ".idx");
        return Stream.of(name + ".gz", name, dotted + ".gz", dotted).map(folder::resolve).filter(Files::isRegularFile)
                .findFirst();
    }

    /** Images and their labels. */
    private record Part(IdxFile images, IdxFile labels) {
        int[] classes() {
            byte[] values = labels.values();
            return IntStream.range(0, values.length).map(i -> values[i] & 0xff).toArray();
        }

        List<Integer> shape() {
            return List.of(images.sizes()[1], images.sizes()[2], 1);
        }

        Examples examples() {
            return InMemoryExamples.ofBytes(images.values(), classes(), shape());
        }

        void checkLabels(int count) throws DataException {
            int[] classes = classes();
            for (int i = 0; i < classes.length; i++) {
                if (classes[i] >= count) {
                    throw new DataException(labels.path() + ": label " + i + " (counted from 0) is " + classes[i]
                            + ", but there are " + count + " classes, 0.." + (count - 1));
                }
            }
        }
    }
}
