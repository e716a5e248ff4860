package io.tributary.experiments.data;

import io.tributary.experiments.source.ArraysConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.array.NpyArray;
import io.tributary.learning.array.NpyFiles;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays of examples and of their classes: unsigned bytes as k/255, other numbers as they are. */
record ArraySource(ArraysConfig wish, int classes) {
    private static final int MOST_CLASSES = 1 << 16;
    private static final int MOST_OWNERS = 100_000;

    /** All examples; what is not held out by arrays of its own is held out by a fraction. */
    Dataset load(boolean natural, long seed) throws DataException {
        Part train = part(wish.path(), wish.train(), natural);
        if (wish.test().isEmpty()) {
            return train.gathered().heldOut(wish.path().toString(), wish.holdOut(), natural, seed);
        }
        Part test = part(wish.path(), wish.test().get(), false);
        OwnExamples own = train.own();
        if (!test.own().shape().equals(own.shape()) || !test.own().meaning().equals(own.meaning())) {
            throw new DataException(wish.path() + ": examples of " + wish.test().get().getFirst() + " are "
                    + test.own().shape() + ", those of " + wish.train().getFirst() + " are " + own.shape()
                    + "; shape and type must be the same");
        }
        return new Dataset(own.examples(), test.own().examples(), own.labels(), own.shape(),
                natural ? train.owners() : new int[0], List.of(), own.meaning());
    }

    /** All training examples of a device's own files. */
    OwnExamples own(Path path) throws DataException {
        return part(path, wish.train(), false).own();
    }

    /** Examples, and the device of each if that is asked for. */
    private record Part(OwnExamples own, int[] owners) {
        Gathered gathered() {
            return new Gathered(own, owners);
        }
    }

    private Part part(Path path, List<String> names, boolean natural) throws DataException {
        try {
            NpyArray examples = NpyFiles.read(path, names.get(0));
            int[] labels = labels(path, names.get(1), examples);
            List<Integer> shape = shape(path, names.get(0), examples);
            Examples all =
                    examples.isUnsignedBytes() ? InMemoryExamples.ofBytes(examples.unsignedBytes(), labels, shape)
                            : InMemoryExamples.ofFloats(floats(path, names.get(0), examples), labels, shape);
            return new Part(new OwnExamples(all, shape, classNames(labels), meaning(examples, shape)),
                    natural ? owners(path, examples) : new int[0]);
        } catch (BadExampleException bad) {
            throw new DataException(String.valueOf(bad.getMessage()), bad);
        }
    }

    private static float[] floats(Path path, String name, NpyArray array) throws DataException {
        try {
            return array.floats();
        } catch (BadExampleException bad) {
            throw new DataException(path + ": " + name + ": " + bad.getMessage(), bad);
        }
    }

    private static int[] whole(Path path, String name, int most) throws BadExampleException, DataException {
        NpyArray array = NpyFiles.read(path, name);
        try {
            return array.whole(most);
        } catch (BadExampleException bad) {
            throw new DataException(path + ": " + name + ": " + bad.getMessage(), bad);
        }
    }

    private int[] labels(Path path, String name, NpyArray examples) throws BadExampleException, DataException {
        int most = wish.classNames().isEmpty() ? (classes == 0 ? MOST_CLASSES : classes) : wish.classNames().size();
        int[] labels = whole(path, name, most - 1);
        requireOneEach(path, name, labels.length, examples);
        return labels;
    }

    private int[] owners(Path path, NpyArray examples) throws BadExampleException, DataException {
        String name = wish.owners().orElseThrow();
        int[] owners = whole(path, name, MOST_OWNERS - 1);
        requireOneEach(path, name, owners.length, examples);
        return owners;
    }

    private static void requireOneEach(Path path, String name, int size, NpyArray examples) throws DataException {
        int wanted = examples.shape().isEmpty() ? 0 : examples.shape().getFirst();
        if (size != wanted || size == 0) {
            throw new DataException(path + ": " + name + " has " + size + " values, and there are " + wanted
                    + " examples; each of at least one example needs one");
        }
    }

    /** [rows, columns] are pictures of one channel, where they are bytes. */
    private static List<Integer> shape(Path path, String name, NpyArray examples) throws DataException {
        List<Integer> shape = examples.shape().subList(1, examples.shape().size());
        if (shape.isEmpty() || shape.size() > 4 || shape.contains(0)) {
            throw new DataException(path + ": " + name + " has the shape " + examples.shape()
                    + "; an array of examples is [examples, values] up to [examples, a, b, c, d], none of them 0");
        }
        return shape.size() == 2 ? List.of(shape.get(0), shape.get(1), 1) : shape;
    }

    private List<String> classNames(int[] labels) {
        int seen = Arrays.stream(labels).max().orElse(0) + 1;
        int count = classes == 0 ? Math.max(2, seen) : classes;
        return wish.classNames().isEmpty() ? IntStream.range(0, count).mapToObj(Integer::toString).toList()
                : wish.classNames();
    }

    private static InputMeaning meaning(NpyArray examples, List<Integer> shape) {
        boolean picture = shape.size() == 3 && (shape.get(2) == 1 || shape.get(2) == 3) && examples.isUnsignedBytes();
        return picture ? InputMeaning.Image.unit(shape.get(2)) : new InputMeaning.Untold();
    }
}
