package io.tributary.experiments.data;

import io.tributary.experiments.source.TableConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.table.TableFormat;
import io.tributary.learning.table.TableReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Files of separated values: rows of one table, each file of one device. */
record TableSource(TableConfig wish) {
    /** All files, a part held out. */
    static Dataset load(TableConfig wish, boolean natural, long seed) throws DataException {
        return new TableSource(wish).read(wish.path()).heldOut(wish.path().toString(), wish.holdOut(), natural, seed);
    }

    /** All rows of a device's own file or files. */
    static OwnExamples own(TableConfig wish, Path path) throws DataException {
        return new TableSource(wish).read(path).all();
    }

    private Gathered read(Path path) throws DataException {
        List<Path> files = Folders.files(path, wish.files());
        TableFormat format = wish.format();
        TableReader table = new TableReader(format, wish.separator(), wish.header());
        IntStream.Builder owners = IntStream.builder();
        try {
            for (int owner = 0; owner < files.size(); owner++) {
                for (int rows = table.read(files.get(owner)); rows > 0; rows--) {
                    owners.add(owner);
                }
            }
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
        return new Gathered(new OwnExamples(table.examples(), List.of(format.width()), format.classes(),
                format.meaning()), owners.build().toArray());
    }
}
