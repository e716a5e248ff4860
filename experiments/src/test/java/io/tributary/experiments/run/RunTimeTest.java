package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTimeTest {
    @TempDir
    private Path folder;

    private static RunView in(RunView.State state) {
        return new RunView("0198c0de-0000-7000-8000-000000000001", "x", RunView.Status.ACTIVE, null, 1, 2, state, 2, 0,
                0,
                List.of());
    }

    @Test
    void theTimeInWhichNothingRanDoesNotPass() throws Exception {
        RunTime time = RunTime.begun(folder);
        time.tick(in(RunView.State.SELECTING));
        long shown = Long.parseLong(Files.readString(folder.resolve("clock")));
        Files.writeString(folder.resolve("clock"), Long.toString(shown - Duration.ofHours(9).toMillis()));
        long behind = RunTime.resumed(folder).clock().behindMillis();
        assertTrue(behind >= Duration.ofHours(9).toMillis(), behind + " ms");
    }

    @Test
    void aRoundThatTakesReportsHasItsWholeTimeAgain() throws Exception {
        RunTime time = RunTime.begun(folder);
        time.tick(in(RunView.State.REPORTING));
        String began = Files.readString(folder.resolve("clock"));
        for (int i = 0; i < 3; i++) {
            time.tick(in(RunView.State.REPORTING));
            assertEquals(began, Files.readString(folder.resolve("clock")));
        }
    }

    @Test
    void aClockThatWasNotWrittenWholeCountsAsNoneAndNoneIsNow() throws IOException {
        assertEquals(0, RunTime.resumed(folder).clock().behindMillis());
        Files.writeString(folder.resolve("clock"), "12x");
        assertEquals(0, RunTime.resumed(folder).clock().behindMillis());
    }
}
