package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotFileTest {
    @TempDir
    private Path directory;

    private Path made(String text) throws IOException {
        Path file = directory.resolve("slots");
        SlotFile.make(file, text);
        return file;
    }

    @Test
    void aTextGoesToItsSlotAndLeavesTheOther() throws Exception {
        Path file = made("first");
        assertEquals(List.of("first", "first"), SlotFile.read(file));
        try (SlotFile slots = SlotFile.open(file)) {
            slots.write(1, "second");
            assertEquals(List.of("first", "second"), SlotFile.read(file));
            slots.write(0, "third");
            assertEquals(List.of("third", "second"), SlotFile.read(file));
        }
        try (SlotFile slots = SlotFile.open(file)) {
            slots.write(1, "fourth");
        }
        assertEquals(List.of("third", "fourth"), SlotFile.read(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void saysWhetherThePathStillLeadsToIt() throws Exception {
        Path file = made("first");
        try (SlotFile slots = SlotFile.open(file)) {
            assertTrue(slots.isStillAt(file));
            SlotFile.make(file, "another");
            assertFalse(slots.isStillAt(file));
            assertEquals(List.of("first", "first"), slots.read());
            Files.delete(file);
            assertFalse(slots.isStillAt(file));
        }
    }

    @Test
    void whatATornWriteLeavesIsInOneSlotAlone() throws Exception {
        Path file = made("whole");
        byte[] bytes = Files.readAllBytes(file);
        for (int written : new int[] {0, 1, 100, SlotFile.SLOT - 1}) {
            byte[] torn = bytes.clone();
            Arrays.fill(torn, SlotFile.SLOT, SlotFile.SLOT + written, (byte) 'x');
            Files.write(file, torn);
            assertEquals("whole", SlotFile.read(file).get(0));
        }
        Files.write(file, Arrays.copyOf(bytes, SlotFile.SLOT + 3));
        assertEquals(List.of("whole", "who"), SlotFile.read(file));
        Files.write(file, new byte[0]);
        assertEquals(List.of("", ""), SlotFile.read(file));
    }

    @Test
    void aTextThatDoesNotFitIsRefusedAndNothingIsWritten() throws Exception {
        Path file = made("first");
        try (SlotFile slots = SlotFile.open(file)) {
            String longest = "x".repeat(SlotFile.SLOT - 1);
            slots.write(1, longest);
            assertEquals(longest, SlotFile.read(file).get(1));
            assertThrows(IllegalArgumentException.class, () -> slots.write(0, longest + "x"));
            assertEquals(List.of("first", longest), SlotFile.read(file));
        }
    }
}
