package io.tributary.learning.table;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reads files of separated values (RFC 4180) in UTF-8 as the rows of one table. One thread. */
public final class TableReader {
    private static final long MOST_VALUES = 1L << 28;
    private static final int MOST_NAMED = 20;
    private static final int SHOWN = 200;

    private final TableFormat format;
    private final char separator;
    private final boolean header;
    private final List<Integer> labels = new ArrayList<>();
    private float[] values = new float[1 << 10];

    /**
     * A table without rows.
     *
     * @param separator between the cells of a row, such as a comma
     * @param header whether the first row of each file names its columns; without, they are as the format has them
     */
    public TableReader(TableFormat format, char separator, boolean header) {
        this.format = format;
        this.separator = separator;
        this.header = header;
    }

    /**
     * Adds the rows of a file.
     *
     * @return how many, at least 1
     * @throws BadExampleException naming the file, the line and the column that is not as it must be; what came before it stays
     */
    public int read(Path file) throws BadExampleException {
        int before = labels.size();
        Order order = new Order(file);
        new CsvFile(file, separator).read((line, cells) -> {
            if (header && order.unknown()) {
                order.learn(cells);
            } else {
                add(file, line, order.of(line, cells));
            }
        });
        if (labels.size() == before) {
            throw new BadExampleException(file + ": has no rows; take it away, or put rows into it");
        }
        return labels.size() - before;
    }

    /**
     * All rows so far, in memory.
     *
     * @throws IllegalStateException if there is none
     */
    public Examples examples() {
        if (labels.isEmpty()) {
            throw new IllegalStateException("no file was read yet");
        }
        int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
        return InMemoryExamples.ofFloats(Arrays.copyOf(values, classes.length * format.width()), classes,
                List.of(format.width()));
    }

    private void add(Path file, long line, List<String> cells) throws BadExampleException {
        int at = labels.size() * format.width();
        if (at + (long) format.width() > MOST_VALUES) {
            throw new BadExampleException(file + ": line " + line + ": the rows make more than " + MOST_VALUES
                    + " values");
        }
        if (at + format.width() > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(MOST_VALUES, Math.max(2L * values.length,
                    at + (long) format.width())));
        }
        try {
            format.write(cells, values, at);
            labels.add(format.label(cells));
        } catch (BadExampleException bad) {
            throw new BadExampleException(file + ": line " + line + ": " + bad.getMessage(), bad);
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

        void learn(List<String> first) throws BadExampleException {
            List<String> names = first.stream().map(String::strip).toList();
            List<String> wanted = format.columns().stream().map(Column::name).toList();
            List<String> lacking = wanted.stream().filter(name -> !names.contains(name)).toList();
            if (!lacking.isEmpty()) {
                throw new BadExampleException(file + ": line 1: has no column " + String.join(", ", lacking) + " but "
                        + excerpt(names) + "; name them as they are declared, or say that no row names them"
                        + " (data.header: false)");
            }
            places = wanted.stream().mapToInt(names::indexOf).toArray();
            width = names.size();
        }

        List<String> of(long line, List<String> cells) throws BadExampleException {
            if (unknown()) {
                return cells;
            }
            if (cells.size() != width) {
                throw new BadExampleException(file + ": line " + line + ": has " + cells.size()
                        + " cells, but there are " + width + " columns");
            }
            return IntStream.of(places).mapToObj(cells::get).toList();
        }
    }

    private static String excerpt(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)))
                .replaceAll("\\p{Cntrl}", "?");
        return some.length() <= SHOWN ? some : some.substring(0, SHOWN) + "...";
    }
}
