package io.tributary.experiments.data;

import io.tributary.experiments.source.TableConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.learning.table.Column;
import io.tributary.learning.table.TableFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Files of separated values: rows of one table, each file of one device. */
final class TableSource {
    private static final long MOST_VALUES = 1L << 28;

    private final TableConfig wish;
    private final TableFormat format;
    private final List<Integer> labels = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private float[] values = new float[1 << 10];

    private TableSource(TableConfig wish) {
        this.wish = wish;
        format = wish.format();
    }

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
        for (int owner = 0; owner < files.size(); owner++) {
            int before = labels.size();
            read(files.get(owner), owner);
            if (labels.size() == before) {
                throw new DataException(files.get(owner) + ": has no rows; take it away, or put rows into it");
            }
        }
        int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
        float[] all = Arrays.copyOf(values, classes.length * format.width());
        List<Integer> shape = List.of(format.width());
        return new Gathered(new OwnExamples(InMemoryExamples.ofFloats(all, classes, shape), shape, format.classes(),
                format.meaning()), owners.stream().mapToInt(Integer::intValue).toArray());
    }

    private void read(Path file, int owner) throws DataException {
        Order order = new Order(file);
        new CsvFile(file, wish.separator()).read((line, cells) -> {
            if (wish.header() && order.unknown()) {
                order.learn(cells);
            } else {
                add(file, line, order.of(line, cells), owner);
            }
        });
    }

    private void add(Path file, long line, List<String> cells, int owner) throws DataException {
        int at = labels.size() * format.width();
        if (at + (long) format.width() > MOST_VALUES) {
            throw new DataException(file + ": line " + line + ": the rows make more than " + MOST_VALUES + " values");
        }
        if (at + format.width() > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(MOST_VALUES, Math.max(2L * values.length,
                    at + (long) format.width())));
        }
        try {
            format.write(cells, values, at);
            labels.add(format.label(cells));
            owners.add(owner);
        } catch (BadExampleException bad) {
            throw new DataException(file + ": line " + line + ": " + bad.getMessage(), bad);
        }
    }

    /** Where in a row of a file each declared column is: as its header says, or in the order declared. */
    private final class Order {
        private final Path file;
        private int[] places = {};
        private int width;

        Order(Path file) {
            this.file = file;
        }

        boolean unknown() {
            return places.length == 0;
        }

        void learn(List<String> header) throws DataException {
            List<String> names = header.stream().map(String::strip).toList();
            List<String> wanted = format.columns().stream().map(Column::name).toList();
            List<String> lacking = wanted.stream().filter(name -> !names.contains(name)).toList();
            if (!lacking.isEmpty()) {
                throw new DataException(file + ": line 1: has no column " + String.join(", ", lacking) + " but "
                        + excerpt(names) + "; name them as data.columns does, or say data.header: false");
            }
            places = wanted.stream().mapToInt(names::indexOf).toArray();
            width = names.size();
        }

        List<String> of(long line, List<String> cells) throws DataException {
            if (unknown()) {
                return cells;
            }
            if (cells.size() != width) {
                throw new DataException(file + ": line " + line + ": has " + cells.size() + " cells, but there are "
                        + width + " columns");
            }
            return IntStream.of(places).mapToObj(cells::get).toList();
        }
    }

    private static String excerpt(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(names.size(), 20)));
        return some.length() <= 200 ? some : some.substring(0, 200) + "...";
    }
}
