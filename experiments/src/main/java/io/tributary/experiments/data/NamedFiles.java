package io.tributary.experiments.data;

import io.tributary.experiments.source.NamePattern;
import io.tributary.experiments.source.NamePattern.Said;
import io.tributary.protocol.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Files whose names say what they are.
 *
 * @param said what each of them says, in the order of the files
 * @param classes names of the classes, sorted
 * @param owners names of the owners, sorted; empty if names do not say
 */
record NamedFiles(List<Said> said, List<String> classes, List<String> owners) {
    /**
     * What names say.
     *
     * @param where for messages
     * @param leastClasses fewest classes
     * @throws DataException if there are too few classes, or a name that may be no class
     */
    static NamedFiles of(String where, List<Said> said, int leastClasses) throws DataException {
        List<String> classes = said.stream().map(Said::label).distinct().sorted().toList();
        List<String> owners = said.stream().map(Said::owner).flatMap(Optional::stream).distinct().sorted().toList();
        try {
            return new NamedFiles(said, Labels.require("the names of classes", classes, leastClasses, 1 << 16), owners);
        } catch (IllegalArgumentException wrong) {
            throw new DataException(where + ": " + wrong.getMessage()
                    + "; data.names says where in the name of a file its class is", wrong);
        }
    }

    /** A name that does not say what the others do is an error: nobody would miss what was left out. */
    static Said require(String file, String name, NamePattern names) throws DataException {
        return names.read(name).orElseThrow(() -> new DataException(file + ": its name is not as data.names says, '"
                + names.text() + "'; move it away, or write another pattern"));
    }

    int[] labels() {
        return said.stream().mapToInt(one -> classes.indexOf(one.label())).toArray();
    }

    /** The device of each file, by the order of the owners' names; 0 for all if names do not say. */
    int[] ownerOfEach() {
        return said.stream().mapToInt(one -> one.owner().map(owners::indexOf).orElse(0)).toArray();
    }

    /**
     * Holds out some takes of all classes.
     *
     * @throws DataException if nothing is left on one side
     */
    Dataset split(String where, Gathered all, Set<String> testTakes, boolean natural) throws DataException {
        List<Integer> test = new ArrayList<>();
        List<Integer> train = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            (said.get(i).take().filter(testTakes::contains).isPresent() ? test : train).add(i);
        }
        if (test.isEmpty() || train.isEmpty()) {
            throw new DataException(where + ": " + (test.isEmpty() ? "no file is" : "all files are")
                    + " of the takes " + testTakes + " that data.testTakes holds out; both parts need some");
        }
        return all.split(indices(train), indices(test), natural);
    }

    private static int[] indices(List<Integer> list) {
        return IntStream.range(0, list.size()).map(list::get).toArray();
    }
}
