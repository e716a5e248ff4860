package io.tributary.cli.console;

import io.tributary.experiments.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text in columns, as wide as what stands in them; control characters are shown as numbers.
 *
 * @param header names of the columns
 * @param rows each as long as the header
 */
public record Table(List<String> header, List<List<String>> rows) {
    /** Copies the lists. */
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** Lines without their end, the header first. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        rows.forEach(row -> all.add(row.stream().map(Printable::line).toList()));
        int[] widths = IntStream.range(0, header.size())
                .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return all.stream().map(row -> IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  ")).stripTrailing()).toList();
    }
}
