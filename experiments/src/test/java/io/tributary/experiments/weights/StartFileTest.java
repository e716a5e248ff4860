package io.tributary.experiments.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a model begins with: those that are right, and what is said of the others. */
class StartFileTest {
    private static final RunPlan PLAN = TestWeights.plan(TestWeights.LAYOUT);

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String refused(String name, byte[] bytes) throws IOException {
        Path file = file(name, bytes);
        String said = assertThrows(WeightsException.class, () -> StartFile.read(file, PLAN)).getMessage();
        assertTrue(said.startsWith(file + ": ") && said.lines().count() == 1, said);
        return said.substring((file + ": ").length());
    }

    private String refused(byte[] bytes) throws IOException {
        return refused("start.safetensors", bytes);
    }

    private String refused(String header) throws IOException {
        return refused(TestWeights.file(header, TestWeights.DATA));
    }

    @Test
    void tensorsAreFoundByTheirNamesInAnyOrder() throws Exception {
        Path file = file("start.safetensors", TestWeights.file(TestWeights.SOUND, TestWeights.DATA));
        assertArrayEquals(TestWeights.VALUES, StartFile.read(file, PLAN));
    }

    @Test
    void aFlatVectorIsReadInTheOrderOfTheLayout() throws Exception {
        Path file = file("start.f32", TestWeights.floats(1, 2, 3, 4, 5, 6, 7));
        assertArrayEquals(TestWeights.VALUES, StartFile.read(file, PLAN));
        assertEquals("has 24 bytes; the model has 7 values, which are 28 bytes of float32",
                refused("start.bin", new byte[24]));
        assertEquals("tensor 'mean' holds NaN at 0; all values must be finite",
                refused("start.bin", TestWeights.floats(1, 2, 3, 4, Float.NaN, 6, 7)));
    }

    @Test
    void aFlatVectorIsNoneWhereTensorsWereMoved() throws Exception {
        Path file = file("start.f32", new byte[28]);
        RunPlan frozen = PLAN.toBuilder().training(PLAN.training().toBuilder().frozen(List.of("base")).build()).build();
        assertTrue(assertThrows(WeightsException.class, () -> StartFile.read(file, frozen)).getMessage()
                .contains("train.frozen moves those behind the others"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, TestWeights.LAYOUT, TestWeights.VALUES);
        assertArrayEquals(TestWeights.VALUES, StartFile.read(file, PLAN));
        assertEquals(0, (Files.size(file) - 28) % 8);
    }

    @Test
    void countsOfBatchesArePassedOver() throws Exception {
        String header = TestWeights.SOUND.replace("[24,28]}}",
                "[24,28]},\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[28,36]}}");
        byte[] data = Arrays.copyOf(TestWeights.floats(TestWeights.DATA), 36);
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(TestWeights.VALUES,
                StartFile.read(file("start.safetensors", TestWeights.file(json.length, json, data)), PLAN));
    }

    @Test
    void aFileThatIsCutShortIsNamed() throws Exception {
        byte[] whole = TestWeights.file(TestWeights.SOUND, TestWeights.DATA);
        for (int length = 0; length < whole.length; length++) {
            String said = refused(Arrays.copyOf(whole, length));
            assertTrue(said.contains("cut short"), said);
        }
        assertEquals("its header promises 28 bytes of tensors, and 24 follow it; the file is cut short",
                refused(Arrays.copyOf(whole, whole.length - 4)));
        assertEquals("its header promises 28 bytes of tensors, and 29 follow it",
                refused(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void aLyingHeaderIsNamed() throws Exception {
        byte[] json = TestWeights.SOUND.getBytes(StandardCharsets.UTF_8);
        assertTrue(refused(TestWeights.file(-1, json, new byte[28]))
                .startsWith("says that its header has 18446744073709551615 bytes"));
        assertTrue(refused(TestWeights.SOUND.replace("[8,24]", "[4,24]"))
                .contains("'fc.weight' is said to have the bytes 4 to 24, where it must begin at 8"));
        assertTrue(refused(TestWeights.SOUND.replace("[8,24]", "[12,24]")).contains("where it must begin at 8"));
        assertTrue(refused(TestWeights.SOUND.replace("[8,24]", "[8,4]")).contains("bytes 8 to 4"));
        assertTrue(refused(TestWeights.SOUND.replace("[0,8]", "[-8,8]"))
                .contains("'base' must have a dtype, a shape and two data_offsets"));
        assertTrue(refused(TestWeights.SOUND.replace("[0,8]", "[0,4]").replace("[8,24]", "[4,24]"))
                .contains("tensor 'base' is said to have 4 bytes, and its shape [2] has 8"));
        assertTrue(refused(TestWeights.SOUND.replace("\"mean\"", "\"base\"")).contains("Duplicate"));
        assertTrue(refused("[1]").contains("no JSON object"));
        assertTrue(refused("{").contains("not what safetensors has"));
        assertTrue(refused("{}{}").contains("not what safetensors has"));
        assertTrue(refused("{\"a\":" + "[".repeat(2000) + "}").contains("not what safetensors has"));
    }

    @Test
    void anotherModelIsNamed() throws Exception {
        assertEquals("tensor 'fc.weight' has the shape [4], in the model [2, 2]",
                refused(TestWeights.SOUND.replace("[2,2]", "[4]")));
        assertEquals("tensor 'fc.weight' is 'BF16'; F32 is what is read: save it as float32",
                refused(TestWeights.SOUND.replace("\"fc.weight\":{\"dtype\":\"F32\"",
                        "\"fc.weight\":{\"dtype\":\"BF16\"")));
        assertEquals("lacks 'mean' and has 'average', which the model has not; the model's tensors are 'fc.weight',"
                + " 'mean', 'base'", refused(TestWeights.SOUND.replace("mean", "average")));
        assertEquals("tensor 'base' holds Infinity at 1; all values must be finite",
                refused(TestWeights.file(TestWeights.SOUND, 6, Float.POSITIVE_INFINITY, 1, 2, 3, 4, 5)));
    }

    @Test
    void aFileThatIsTooLargeIsNotLookedInto() throws Exception {
        Path large = folder.resolve("large.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40); // sparse
        }
        assertEquals(large + ": has 1099511627776 bytes; a file of the model's 7 values has at most 4194364",
                assertThrows(WeightsException.class, () -> StartFile.read(large, PLAN)).getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.f32");
        assertEquals(missing + ": there is no such file",
                assertThrows(WeightsException.class, () -> StartFile.read(missing, PLAN)).getMessage());
    }
}
