package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsAtMostSoManyBytes() throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, BoundedFile.read(file, 3));
        RejectedException large = assertThrows(RejectedException.class, () -> BoundedFile.read(file, 2));
        assertEquals(Reason.TOO_LARGE, large.reason());
        assertEquals(file + " has more than 2 bytes", large.detail());
        assertThrows(NoSuchFileException.class, () -> BoundedFile.read(directory.resolve("none"), 3));
    }
}
