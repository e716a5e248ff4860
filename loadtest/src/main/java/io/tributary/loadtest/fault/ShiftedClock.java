package io.tributary.loadtest.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(draft, Long.toString(by.toSeconds()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
