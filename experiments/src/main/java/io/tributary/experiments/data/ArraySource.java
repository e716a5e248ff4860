package io.tributary.experiments.data;

import io.tributary.experiments.source.ArraysConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.array.LabelledArrays;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays of examples and of their classes: unsigned bytes as k/255, other numbers as they are. */
record ArraySource(ArraysConfig wish, int classes) {
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
        int known = wish.classNames().isEmpty() ? classes : wish.classNames().size();
        try {
            LabelledArrays arrays = LabelledArrays.read(path, names.get(0), names.get(1), known);
            Examples examples = arrays.examples();
            int[] owners = natural ? LabelledArrays.wholeOfEach(path, wish.owners().orElseThrow(), MOST_OWNERS - 1,
                    examples.size()) : new int[0];
            return new Part(new OwnExamples(examples, arrays.shape(), classNames(examples), arrays.meaning()), owners);
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
    }

    private List<String> classNames(Examples examples) {
        int seen = IntStream.range(0, examples.size()).map(examples::label).max().orElse(0) + 1;
        int count = classes == 0 ? Math.max(2, seen) : classes;
        return wish.classNames().isEmpty() ? IntStream.range(0, count).mapToObj(Integer::toString).toList()
                : wish.classNames();
    }
}
