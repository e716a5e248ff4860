package io.tributary.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RunView.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final Captured console = new Captured();
    private final TerminalProgress progress = new TerminalProgress(console.out, 100);

    @AfterEach
    void close() {
        progress.close();
    }

    /** What the screen shows of all that was printed: a carriage return and "erase line" begin a line anew. */
    private List<String> screen() {
        List<String> screen = new ArrayList<>();
        for (String line : console.text().split("\n", -1)) {
            screen.add(line.substring(line.lastIndexOf("\r\u001b[K") + 1).replace("\u001b[K", ""));
        }
        return screen;
    }

    @Test
    void theBarSaysRoundPhaseDevicesAndTimeLeft() {
        progress.show(SampleRuns.run(Status.ACTIVE, 4, List.of(SampleRuns.committed(1, 0.913))));
        String bar = screen().getLast();
        assertTrue(bar.startsWith("quickstart"), bar);
        assertTrue(bar.contains("31%"), bar);
        assertTrue(bar.contains("1/4 rounds"), bar);
        assertTrue(bar.contains("reporting 3/12 devices"), bar);
        assertTrue(bar.contains("/ 0:00:06"), bar);
    }

    @Test
    void closedRoundsStayAboveTheBar() {
        progress.show(SampleRuns.run(Status.ACTIVE, 4, List.of(SampleRuns.committed(1, 0.913))));
        progress.show(SampleRuns.run(Status.ACTIVE, 4,
                List.of(SampleRuns.committed(1, 0.913), SampleRuns.committed(2, 0.95))));
        assertEquals(List.of("round 1/4  accuracy 0.9130  loss 0.3120  devices 11/12  up 14.2 MB  down 20.1 MB  2.1 s",
                "round 2/4  accuracy 0.9500  loss 0.3120  devices 11/12  up 14.2 MB  down 20.1 MB  2.1 s"),
                screen().subList(0, 2));
    }

    @Test
    void nothingIsWiderThanTheTerminal() {
        progress.show(SampleRuns.run(Status.ACTIVE, 4, List.of()));
        assertTrue(screen().getLast().length() < 100);
    }

    @Test
    void aStepIsCutToTheTerminalWhateverItsSigns() {
        progress.step("reading \u001b[2J" + "x".repeat(200));
        assertTrue(screen().getLast().startsWith("reading \\u001b[2J") && screen().getLast().length() < 100,
                screen()::getLast);
        progress.step("\u9774".repeat(80));
        assertTrue(screen().getLast().length() < 50, screen()::getLast);
    }

    @Test
    void closingLeavesAnEmptyLineAndAnUnchangedTerminal() {
        progress.step("reading data");
        progress.show(SampleRuns.run(Status.ACTIVE, 4, List.of(SampleRuns.committed(1, 0.913))));
        progress.message("done");
        progress.close();
        assertEquals("", screen().getLast());
        assertFalse(console.text().contains("\u001b[?"));
        assertTrue(screen().contains("done"));
    }

    @Test
    void theBarGoesWhenTheRunIsOver() {
        progress.show(SampleRuns.run(Status.ACTIVE, 1, List.of()));
        progress.show(SampleRuns.run(Status.FINISHED, 1, List.of(SampleRuns.committed(1, 0.913))));
        assertEquals("", screen().getLast());
    }
}
