package io.tributary.experiments.run;

import io.tributary.experiments.deployment.ExperimentClock;
import io.tributary.experiments.deployment.RunFailedException;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The clock of a run that may be held up. It is written down every second; a run that is resumed goes on from there. While a round takes
 * reports it is not moved on: the devices that had not reported begin again, and need the whole time until the deadline once more, or the
 * round would close without them. Writing it also shows early that the disk takes no more. One thread.
 */
final class RunTime {
    /** The disk may be full for so long before the run ends. */
    static final long PATIENCE_MILLIS = 20_000;
    private static final String NAME = "clock";
    private static final long PERIOD_MILLIS = 1_000;
    private static final int LONGEST = 20;

    private final Path file;
    private final ExperimentClock clock;
    private long written;
    private long goodAt;
    private long resumeAt;
    private int reporting;

    private RunTime(Path folder, ExperimentClock clock) {
        this.file = folder.resolve(NAME);
        this.clock = clock;
        this.goodAt = clock.millis();
    }

    static RunTime begun(Path folder) {
        return new RunTime(folder, ExperimentClock.NEW);
    }

    static RunTime resumed(Path folder) throws IOException {
        try {
            String text = Files.readString(folder.resolve(NAME), StandardCharsets.US_ASCII).strip();
            long shown = text.length() < LONGEST && text.matches("[0-9]+") ? Long.parseLong(text) : Long.MAX_VALUE;
            return new RunTime(folder, ExperimentClock.showing(shown));
        } catch (NoSuchFileException _) {
            return begun(folder);
        }
    }

    ExperimentClock clock() {
        return clock;
    }

    /** Writes the clock down now and then. Fails if that has not worked for a while. */
    void tick(RunView run) throws RunFailedException {
        long now = clock.millis();
        if (run.state() != RunView.State.REPORTING) {
            reporting = 0;
            resumeAt = now;
        } else if (reporting != run.round()) {
            reporting = run.round();
            resumeAt = now;
        }
        if (now - written >= PERIOD_MILLIS) {
            written = now;
            write(now);
        }
    }

    private void write(long now) throws RunFailedException {
        try {
            DurableFile.replace(file, Long.toString(resumeAt).getBytes(StandardCharsets.US_ASCII));
            goodAt = now;
        } catch (IOException full) {
            if (now - goodAt > PATIENCE_MILLIS) {
                throw new RunFailedException("the run cannot write to " + file.getParent() + ": " + full.getMessage()
                        + "; make room on that disk, then go on with --resume");
            }
        }
    }
}
