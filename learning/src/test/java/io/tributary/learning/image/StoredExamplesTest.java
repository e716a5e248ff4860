package io.tributary.learning.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredExamplesTest {
    private static final ImageDecoder DECODER = new ImageDecoder(2, 2, 1);

    @Test
    void bytesAreReadAsFractions() {
        Examples examples = InMemoryExamples.ofBytes(new byte[] {0, 51, (byte) 255, 102}, new int[] {3, 1}, List.of(2));
        float[] into = {9, 9, 9};
        examples.read(1, into, 1);
        assertArrayEquals(new float[] {9, 1, 0.4f}, into);
        assertEquals(2, examples.size());
        assertEquals(1, examples.label(1));
    }

    @Test
    void floatsAreReadAsTheyAre() {
        Examples examples = InMemoryExamples.ofFloats(new float[] {-1, 2, 3, 4}, new int[] {0, 1}, List.of(1, 2, 1));
        float[] into = new float[2];
        examples.read(0, into, 0);
        assertArrayEquals(new float[] {-1, 2}, into);
    }

    @Test
    void lengthsMustAgree() {
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> InMemoryExamples.ofBytes(new byte[5], new int[2], List.of(2))).getMessage()
                .contains("need 4 values"));
        assertThrows(IllegalArgumentException.class,
                () -> InMemoryExamples.ofFloats(new float[0], new int[0], List.of(2)));
    }

    @Test
    void subsetReadsItsOwnOrder() {
        Examples all = InMemoryExamples.ofFloats(new float[] {10, 11, 12}, new int[] {0, 1, 2}, List.of(1));
        Examples some = new Subset(all, new int[] {2, 0, 2});
        float[] into = new float[1];
        some.read(0, into, 0);
        assertEquals(12, into[0]);
        assertEquals(3, some.size());
        assertEquals(0, some.label(1));
        assertThrows(IndexOutOfBoundsException.class, () -> new Subset(all, new int[] {3}));
        assertThrows(IllegalArgumentException.class, () -> new Subset(all, new int[0]));
    }

    @Test
    void keptImagesAreNotReadAgainAndOthersAre(@TempDir Path folder) throws IOException {
        List<Path> files = List.of(folder.resolve("a.png"), folder.resolve("b.png"));
        Files.write(files.get(0), Images.encode(Images.grey(2, 2, 51), "png"));
        Files.write(files.get(1), Images.encode(Images.grey(2, 2, 102), "png"));
        FileExamples examples = new FileExamples(files, new int[] {0, 1}, DECODER, 4);
        assertEquals(0.2f, read(examples, 0));
        assertEquals(0.4f, read(examples, 1));
        Files.delete(files.get(0));
        Files.delete(files.get(1));
        assertEquals(0.2f, read(examples, 0));
        String message = assertThrows(UncheckedIOException.class, () -> read(examples, 1)).getMessage();
        assertTrue(message.startsWith(files.get(1).toString()), message);
    }

    @Test
    void everyFileNeedsALabel() {
        assertThrows(IllegalArgumentException.class, () -> new FileExamples(List.of(), new int[0], DECODER, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new FileExamples(List.of(Path.of("a")), new int[2], DECODER, 0));
    }

    private static float read(Examples examples, int index) {
        float[] into = new float[4];
        examples.read(index, into, 0);
        return into[3];
    }
}
