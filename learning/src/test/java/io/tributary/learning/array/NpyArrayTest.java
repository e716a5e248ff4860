package io.tributary.learning.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyArrayTest {
    private static void refused(String words, byte[] bytes) {
        String said = assertThrows(BadExampleException.class, () -> NpyArray.parse(bytes).floats()).getMessage();
        assertTrue(said.contains(words), said);
    }

    private static byte[] floats(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void numbersAreReadAsTheyAreWritten() throws BadExampleException {
        byte[] little = Npys.encode("<f4", "False", "(2, 2)", floats(ByteOrder.LITTLE_ENDIAN, 1, -2, 0.5f, 3));
        byte[] big = Npys.encode(">f4", "False", "(4,)", floats(ByteOrder.BIG_ENDIAN, 1, -2, 0.5f, 3));
        assertArrayEquals(new float[] {1, -2, 0.5f, 3}, NpyArray.parse(little).floats());
        assertArrayEquals(new float[] {1, -2, 0.5f, 3}, NpyArray.parse(big).floats());
        assertEquals(List.of(2, 2), NpyArray.parse(little).shape());
        NpyArray bytes = NpyArray.parse(Npys.encode("|u1", "False", "(2,)", new byte[] {1, -1}));
        assertArrayEquals(new float[] {1, 255}, bytes.floats());
        assertArrayEquals(new byte[] {1, -1}, bytes.unsignedBytes());
        byte[] longs = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(7).array();
        assertArrayEquals(new int[] {7}, NpyArray.parse(Npys.encode("<i8", "False", "(1,)", longs)).whole(7));
        assertThrows(BadExampleException.class,
                () -> NpyArray.parse(Npys.encode("<i8", "False", "(1,)", longs)).whole(6));
    }

    @Test
    void objectsAreNeverUnpickled() {
        refused("an array of Python objects",
                Npys.encode("|O", "False", "(1,)", new byte[] {(byte) 0x80, 4, 'N', '.'}));
    }

    @Test
    void otherTypesAndOrdersAreNamed() {
        refused("the type U5", Npys.encode("<U5", "False", "(1,)", new byte[20]));
        refused("the type c8", Npys.encode("<c8", "False", "(1,)", new byte[8]));
        refused("Fortran's order", Npys.encode("<f4", "True", "(1,)", new byte[4]));
        byte[] fields = Npys.header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", new byte[4]);
        refused("the type [('a', '<f4')]", fields);
        refused("not as NumPy writes it", Npys.header("__import__('os')", new byte[0]));
    }

    @Test
    void lyingFilesAreRefused() {
        refused("promises 8 bytes of values, shape [2], and 4", Npys.encode("<f4", "False", "(2,)", new byte[4]));
        refused("promises 4 bytes of values, shape [], and 5", Npys.encode("<f4", "False", "()", new byte[5]));
        refused("more than", Npys.encode("<f4", "False", "(9999999999, 9999999999)", new byte[4]));
        refused("9 dimensions", Npys.encode("<f4", "False", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", new byte[4]));
        refused("no .npy file", new byte[20]);
        refused("as float32; every value must be finite",
                Npys.encode("<f4", "False", "(1,)", floats(ByteOrder.LITTLE_ENDIAN, Float.NaN)));
    }

    @Test
    void arraysAreFoundByNameInFoldersAndArchives(@TempDir Path folder) throws IOException {
        byte[] array = Npys.encode("|u1", "False", "(1,)", new byte[] {9});
        Files.write(folder.resolve("x.npy"), array);
        Path archive = folder.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(array);
        }
        assertEquals(9, NpyFiles.read(folder, "x").floats()[0]);
        assertEquals(9, NpyFiles.read(archive, "x").floats()[0]);
        assertTrue(assertThrows(BadExampleException.class, () -> NpyFiles.read(archive, "y")).getMessage()
                .contains("y.npy: there is no such array but x.npy"));
        assertTrue(assertThrows(BadExampleException.class, () -> NpyFiles.read(folder.resolve("x.npy"), "x"))
                .getMessage().contains("cannot be read"));
    }
}
