package io.tributary.loadtest.report;

import java.util.List;
import java.util.Optional;

/**
 * What came of a benchmark.
 *
 * @param seconds that it took
 * @param status of the process
 * @param lines that it printed
 */
record Played(Row row, double seconds, int status, List<String> lines) {
    List<Figure> figures() {
        return lines.stream().flatMap(line -> Figure.read(line).stream()).toList();
    }

    /** What people read of it. */
    List<String> words() {
        return lines.stream().filter(line -> Figure.read(line).isEmpty()).toList();
    }

    Optional<Wanted> wanted(Figure figure) {
        return row.wanted().stream().filter(wanted -> wanted.figure().equals(figure.name())).findFirst();
    }

    /** Targets of which no figure was printed: they count as missed. */
    List<Wanted> unseen() {
        return row.wanted().stream()
                .filter(wanted -> figures().stream().noneMatch(figure -> figure.name().equals(wanted.figure())))
                .toList();
    }
}
