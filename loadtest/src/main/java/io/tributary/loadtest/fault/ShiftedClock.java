package io.tributary.loadtest.fault;

import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's time and what a file says to add, in seconds; read at every look, so that another process can make it jump. */
record ShiftedClock(Path file) implements InstantSource {
    @Override
    public Instant instant() {
        return Instant.now().plusSeconds(seconds());
    }

    private long seconds() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException unshifted) {
            return 0;
        } catch (IOException broken) {
            throw new UncheckedIOException("reading the clock " + file, broken);
        }
    }

    /** Makes the clock jump to so much before or after the system's time. */
    void shift(Duration by) throws IOException {
        DurableFile.replace(file, Long.toString(by.toSeconds()).getBytes(StandardCharsets.US_ASCII));
    }
}
