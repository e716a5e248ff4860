package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappingKeyFileTest {
    private static final byte[] CONTEXT = {1};
    private static final byte[] PLAIN = {2, 3};
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("journal.key");
    }

    @Test
    void theFileIsMadeWhenSomethingIsWrapped() throws Exception {
        WrappingKeyFile key = WrappingKeyFile.open(file());
        assertFalse(Files.exists(file()));
        byte[] wrapped = key.wrap(PLAIN, CONTEXT);
        assertTrue(Files.exists(file()));
        assertArrayEquals(PLAIN, key.unwrap(wrapped, CONTEXT));
        assertArrayEquals(PLAIN, WrappingKeyFile.open(file()).unwrap(wrapped, CONTEXT));
    }

    @Test
    void whatAnotherKeyWrappedDoesNotOpen() throws Exception {
        byte[] wrapped = WrappingKeyFile.open(file()).wrap(PLAIN, CONTEXT);
        Files.delete(file());
        RejectedException refused = assertThrows(RejectedException.class,
                () -> WrappingKeyFile.open(file()).unwrap(wrapped, CONTEXT));
        assertEquals(Reason.BAD_SEAL, refused.reason());
    }

    @Test
    void aDamagedFileIsFoundWhenItIsOpened() throws Exception {
        WrappingKeyFile.open(file()).wrap(PLAIN, CONTEXT);
        Files.write(file(), new byte[3]);
        assertThrows(IOException.class, () -> WrappingKeyFile.open(file()));
    }
}
