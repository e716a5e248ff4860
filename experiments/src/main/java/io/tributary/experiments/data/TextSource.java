package io.tributary.experiments.data;

import io.tributary.experiments.data.TextFile.Text;
import io.tributary.experiments.source.TextConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.text.TextExamples;
import io.tributary.protocol.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Texts of a JSON file, as hashed words. */
record TextSource(TextConfig wish) {
    /** All texts, a part held out. */
    Dataset load(boolean natural, int leastClasses, long seed) throws DataException {
        TextFile file = TextFile.read(wish.path());
        List<Text> train = file.texts(wish.train());
        List<String> classes = classes(wish.path(), train, leastClasses);
        int[] owners = natural ? owners(train) : new int[0];
        OwnExamples own = own(wish.path(), wish.train(), train, classes);
        if (wish.test().isEmpty()) {
            return new Gathered(own, owners).heldOut(wish.path().toString(), wish.holdOut(), natural, seed);
        }
        String name = wish.test().get();
        Examples test = own(wish.path(), name, file.texts(name), classes).examples();
        return new Dataset(own.examples(), test, classes, own.shape(), owners, List.of(), own.meaning());
    }

    /** All training texts of a device's own file. */
    OwnExamples own(Path path) throws DataException {
        List<Text> train = TextFile.read(path).texts(wish.train());
        return own(path, wish.train(), train, classes(path, train, 1));
    }

    private static List<String> classes(Path path, List<Text> texts, int least) throws DataException {
        try {
            return Labels.require("the names of classes", texts.stream().map(Text::label).map(Labels::normal).distinct()
                    .sorted().toList(), least, 1 << 16);
        } catch (IllegalArgumentException wrong) {
            throw new DataException(path + ": " + wrong.getMessage(), wrong);
        }
    }

    private OwnExamples own(Path path, String name, List<Text> texts, List<String> classes) throws DataException {
        int[][] buckets = new int[texts.size()][];
        int[] labels = new int[texts.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes.indexOf(Labels.normal(texts.get(i).label()));
            if (labels[i] < 0) {
                throw new DataException(path + ": " + name + "[" + i + "]: its class " + texts.get(i).label()
                        + " is none of those that are trained on");
            }
            try {
                buckets[i] = wish.words().of(texts.get(i).text());
            } catch (BadExampleException bad) {
                throw new DataException(path + ": " + name + "[" + i + "]: " + bad.getMessage(), bad);
            }
        }
        return new OwnExamples(new TextExamples(wish.words(), buckets, labels), List.of(wish.words().buckets()),
                classes, wish.words().meaning());
    }

    private int[] owners(List<Text> texts) throws DataException {
        Path path = wish.owners().orElseThrow();
        Map<String, String> owners = TextFile.read(path).owners();
        List<String> names = texts.stream().map(text -> owners.getOrDefault(text.label(), "")).distinct().sorted()
                .toList();
        if (names.contains("")) {
            String lost = texts.stream().map(Text::label).filter(label -> !owners.containsKey(label)).findFirst()
                    .orElseThrow();
            throw new DataException(path + ": says not whose the class " + lost + " is");
        }
        return texts.stream().mapToInt(text -> names.indexOf(owners.get(text.label()))).toArray();
    }
}
