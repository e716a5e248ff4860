package io.tributary.experiments.data;

import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.config.SourceConfig.OnBroken;
import io.tributary.experiments.partition.HoldOut;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.folder.ImageFiles;
import io.tributary.learning.folder.ImageFiles.Image;
import io.tributary.learning.folder.LeftOut;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.learning.image.Subset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A folder of JPEG and PNG images, decoded to one size and kept in memory as bytes. */
record ImageSource(Images wish, boolean byDevice, int leastClasses, long seed) {
    /**
     * Loads the folder.
     *
     * @param check whether to decode all images now, so that a broken one is found before anything is trained; if not, images are
     *        decoded when they are first read. Folders with {@code onBroken: skip} are always checked, for the rest depends on it.
     */
    Dataset load(boolean check, LoadProgress progress) throws DataException, InterruptedException {
        ImageFiles found = find();
        Examples examples = examples(found.images());
        boolean look = check || wish.onBroken() == OnBroken.SKIP;
        Map<Integer, String> broken = look
                ? new ImageCheck(examples, decoder().values(), progress).run(wish.onBroken()) : Map.of();
        int[] sound = IntStream.range(0, examples.size()).filter(i -> !broken.containsKey(i)).toArray();
        requireTwoOfEach(found, sound);
        return split(found, examples, sound, leftOut(found, broken));
    }

    private ImageFiles find() throws DataException {
        try {
            return ImageFiles.find(wish.path(), byDevice, leastClasses);
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
    }

    private ImageDecoder decoder() {
        return new ImageDecoder(wish.height(), wish.width(), wish.color() ? 3 : 1);
    }

    private Examples examples(List<Image> images) {
        List<Path> files = images.stream().map(Image::file).toList();
        int[] labels = images.stream().mapToInt(Image::label).toArray();
        return new FileExamples(files, labels, decoder(), Runtime.getRuntime().maxMemory() / 2);
    }

    private void requireTwoOfEach(ImageFiles found, int[] sound) throws DataException {
        int[] counts = new int[found.classNames().size()];
        Arrays.stream(sound).forEach(i -> counts[found.images().get(i).label()]++);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 2) {
                throw new DataException(wish.path() + ": class " + found.classNames().get(c) + " has " + counts[c]
                        + " readable images; at least 2 are needed, one to train and one to hold out");
            }
        }
    }

    private Dataset split(ImageFiles found, Examples examples, int[] sound, List<LeftOut> leftOut) {
        int[] labels = Arrays.stream(sound).map(examples::label).toArray();
        HoldOut split = HoldOut.draw(labels, found.classNames().size(), wish.holdOut(), seed);
        int[] train = Arrays.stream(split.train()).map(i -> sound[i]).toArray();
        int[] test = Arrays.stream(split.test()).map(i -> sound[i]).toArray();
        int[] owners = byDevice ? Arrays.stream(train).map(i -> found.images().get(i).owner()).toArray() : new int[0];
        return new Dataset(new Subset(examples, train), new Subset(examples, test), found.classNames(),
                List.of(wish.height(), wish.width(), wish.color() ? 3 : 1), owners, leftOut);
    }

    private static List<LeftOut> leftOut(ImageFiles found, Map<Integer, String> broken) {
        List<LeftOut> leftOut = new ArrayList<>();
        broken.forEach((index, what) -> {
            String file = found.images().get(index).file().toString();
            leftOut.add(new LeftOut(file, what.startsWith(file + ": ") ? what.substring(file.length() + 2) : what));
        });
        leftOut.addAll(found.leftOut());
        return leftOut;
    }
}
