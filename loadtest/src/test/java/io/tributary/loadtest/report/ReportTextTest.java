package io.tributary.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final Row ROW = new Row("a round", List.of("loadtest/bench", "round"),
            List.of(Wanted.atMost("median", 0.3), Wanted.atLeast("up", 100), Wanted.atMost("memory", 5)));

    private static List<String> report(int status, String... lines) {
        return ReportText.of(List.of("a machine"), List.of(new Played(ROW, 3.4, status, List.of(lines))));
    }

    @Test
    void aFigureIsReadBackFromTheLineThatItPrints() {
        Figure figure = new Figure("mean / stream", 0.8125, "");

        assertEquals(Optional.of(new Figure("mean / stream", 0.813, "")), Figure.read(figure.line()));
        assertEquals(Optional.of(new Figure("up", 1234, "MB/s")),
                Figure.read(new Figure("up", 1234.4, "MB/s").line()));
    }

    @Test
    void whatAnythingElsePrintsIsNoFigure() {
        for (String line : List.of("", "= ", "up | 3 | s", "= up | much | s", "= up | 3", "= a | b | 3 | s")) {
            assertEquals(Optional.empty(), Figure.read(line), line);
        }
    }

    @Test
    void eachFigureStandsBesideItsTarget() {
        List<String> text =
                report(0, "warm", "= median | 0.25 | s", "= up | 90 | MB/s", "= memory | 5 | MB", "= down | 7 | MB/s");

        assertTrue(text.containsAll(List.of("| a round | median | 0.250 s | <= 0.300, met |",
                "|  | up | 90 MB/s | >= 100, **missed** |", "|  | memory | 5 MB | <= 5, met |",
                "|  | down | 7 MB/s |  |",
                "    warm")), () -> String.join("\n", text));
    }

    @Test
    void aTargetWhoseFigureIsNotPrintedIsMissed() {
        List<String> text = report(0, "= median | 0.25 | s");

        assertTrue(text.contains("|  | up | not reproduced | **missed** |"), () -> String.join("\n", text));
    }

    @Test
    void aBenchmarkThatFailsSaysSo() {
        List<String> text = report(3, "no such file");

        assertTrue(text.contains("`loadtest/bench round`, 3 s, **exit status 3**:"), () -> String.join("\n", text));
        assertTrue(text.contains("| a round | median | not reproduced | **missed** |"), () -> String.join("\n", text));
    }
}
