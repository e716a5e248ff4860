package io.tributary.experiments.data;

import io.tributary.experiments.source.NamePattern.Said;
import io.tributary.experiments.source.SoundConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.learning.sound.WavFile;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of recordings, as loudness over time and pitch. */
record SoundSource(SoundConfig wish) {
    private static final long MOST_VALUES = 1L << 28;

    /** All recordings, a part held out. */
    Dataset load(boolean natural, int leastClasses, long seed) throws DataException {
        NamedFiles names = names(wish.path(), leastClasses);
        Gathered all = gather(wish.path(), names);
        String where = wish.path().toString();
        return wish.testTakes().isEmpty() ? all.heldOut(where, wish.holdOut(), natural, seed)
                : names.split(where, all, wish.testTakes(), natural);
    }

    /** All recordings of a device's own folder. */
    OwnExamples own(Path folder) throws DataException {
        return gather(folder, names(folder, 1)).all();
    }

    private List<Path> files(Path folder) throws DataException {
        return Folders.below(folder, "with .wav files").descend(folder, wish.names().depth());
    }

    private NamedFiles names(Path folder, int leastClasses) throws DataException {
        List<Said> said = new ArrayList<>();
        for (Path file : files(folder)) {
            said.add(NamedFiles.require(file.toString(), Folders.inside(folder, file), wish.names()));
        }
        return NamedFiles.of(folder.toString(), said, leastClasses);
    }

    private Gathered gather(Path folder, NamedFiles names) throws DataException {
        List<Path> files = files(folder);
        List<Integer> shape = wish.mel().shape();
        int width = shape.get(0) * shape.get(1);
        if (files.size() * (long) width > MOST_VALUES) {
            throw new DataException(folder + ": " + files.size() + " recordings of " + shape + " values are more than "
                    + MOST_VALUES + " values; shorten data.seconds, or take fewer data.bands");
        }
        float[] values = new float[files.size() * width];
        for (int i = 0; i < files.size(); i++) {
            System.arraycopy(loudness(files.get(i)), 0, values, i * width, width);
        }
        return new Gathered(new OwnExamples(InMemoryExamples.ofFloats(values, names.labels(), shape), shape,
                names.classes(), new InputMeaning.Sound(wish.rate())), names.ownerOfEach());
    }

    private float[] loudness(Path file) throws DataException {
        try {
            WavFile recording = WavFile.read(file);
            try {
                return wish.mel().of(recording);
            } catch (BadExampleException otherRate) {
                throw new DataException(file + ": " + otherRate.getMessage() + ", or say data.rate: "
                        + recording.rate(), otherRate);
            }
        } catch (BadExampleException bad) {
            throw new DataException(String.valueOf(bad.getMessage()), bad);
        }
    }
}
