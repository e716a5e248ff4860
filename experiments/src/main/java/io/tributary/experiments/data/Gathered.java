package io.tributary.experiments.data;

import io.tributary.experiments.partition.HoldOut;
import io.tributary.learning.image.Subset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples of a source before some of them are held out.
 *
 * @param all the examples
 * @param owners the device that each belongs to by its nature: its file, its speaker
 */
record Gathered(OwnExamples all, int[] owners) {
    /**
     * Holds the same fraction of each class out.
     *
     * @param where for messages
     * @param natural whether owners keep what is theirs
     * @throws DataException if a class has less than two examples
     */
    Dataset heldOut(String where, double fraction, boolean natural, long seed) throws DataException {
        int[] labels = IntStream.range(0, all.examples().size()).map(all.examples()::label).toArray();
        int[] counts = new int[all.labels().size()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] < 2) {
                throw new DataException(where + ": class " + all.labels().get(label) + " has " + counts[label]
                        + " examples; at least 2 are needed, one to train and one to hold out");
            }
        }
        HoldOut split = HoldOut.draw(labels, counts.length, fraction, seed);
        return split(split.train(), split.test(), natural);
    }

    /** Holds out what the data itself holds out; neither part is empty. */
    Dataset split(int[] train, int[] test, boolean natural) {
        int[] mine = natural ? Arrays.stream(train).map(i -> owners[i]).toArray() : new int[0];
        return new Dataset(new Subset(all.examples(), train), new Subset(all.examples(), test), all.labels(),
                all.shape(), mine, List.of(), all.meaning());
    }
}
