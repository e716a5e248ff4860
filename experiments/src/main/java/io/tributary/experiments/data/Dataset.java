package io.tributary.experiments.data;

import io.tributary.learning.Examples;
import io.tributary.learning.folder.LeftOut;
import io.tributary.learning.image.Relabelled;
import io.tributary.protocol.plan.InputMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labelled examples, split into those that devices train on and those that are held out. Immutable, thread-safe.
 *
 * @param train to train on
 * @param test held out, to measure a model with
 * @param classNames what classes 0, 1, ... are called, at least 2
 * @param shape of one example; of a picture height, width, channels
 * @param owners device that each training example lies with, by its nature or its sub-folder; empty if that is not asked for
 * @param leftOut files that are there and not among the examples
 * @param meaning of the values of an example
 */
public record Dataset(Examples train, Examples test, List<String> classNames, List<Integer> shape, int[] owners,
        List<LeftOut> leftOut, InputMeaning meaning) {
    private static final int MOST_WARNINGS = 10;

    /** Copies the lists. */
    public Dataset {
        classNames = List.copyOf(classNames);
        shape = List.copyOf(shape);
        leftOut = List.copyOf(leftOut);
    }

    /** Of pictures, as values of 0..1. */
    public Dataset(Examples train, Examples test, List<String> classNames, List<Integer> shape, int[] owners,
            List<LeftOut> leftOut) {
        this(train, test, classNames, shape, owners, leftOut, InputMeaning.Image.unit(shape.get(2)));
    }

    /** What was left out, in sentences. */
    public List<String> warnings() {
        return describe(leftOut);
    }

    /** A sentence for each reason why files are left out, for at most ten reasons. */
    public static List<String> describe(List<LeftOut> leftOut) {
        Map<String, List<LeftOut>> reasons =
                leftOut.stream()
                        .collect(Collectors.groupingBy(LeftOut::reason, LinkedHashMap::new, Collectors.toList()));
        List<String> warnings = new ArrayList<>();
        reasons.forEach((reason, files) -> {
            String first = files.getFirst().file();
            warnings.add("left out: " + (files.size() == 1 ? first : files.size() + " files, such as " + first) + ": "
                    + reason);
        });
        int more = warnings.size() - MOST_WARNINGS;
        if (more > 0) {
            warnings.subList(MOST_WARNINGS, warnings.size()).clear();
            warnings.add("left out, for " + more + " more reasons: " + leftOut.size() + " files in all");
        }
        return warnings;
    }

    /**
     * The same with the classes of a model.
     *
     * @param labels of the model, in its order, or none to keep the data's own
     * @throws DataException naming the classes that the model does not have
     */
    Dataset with(List<String> labels) throws DataException {
        if (labels.isEmpty()) {
            return this;
        }
        List<String> unknown = classNames.stream().filter(name -> !labels.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new DataException("the data has the classes " + String.join(", ", unknown)
                    + ", which model.classes does not list: " + String.join(", ", labels));
        }
        int[] classes = classNames.stream().mapToInt(labels::indexOf).toArray();
        return new Dataset(Relabelled.of(train, classes), Relabelled.of(test, classes), labels, shape, owners, leftOut,
                meaning);
    }

    /** Class of each training example. */
    int[] trainLabels() {
        return IntStream.range(0, train.size()).map(train::label).toArray();
    }
}
