package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.SourceConfig.Idx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxSourceTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    private Dataset load() throws DataException {
        return load(new Idx(folder, Optional.empty(), List.of()));
    }

    private static Dataset load(Idx wish) throws DataException {
        return new IdxSource(wish, Optional.empty(), 1).load();
    }

    private String refusal() {
        return assertThrows(DataException.class, this::load).getMessage().replace(folder.toString(), "DATA");
    }

    private void writeBoth() throws IOException {
        IdxFiles.writePair(folder, "train", 7, false);
        IdxFiles.writePair(folder, "t10k", 4, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesAreReadPackedAndPlain(boolean packed) throws IOException, DataException {
        IdxFiles.writePair(folder, "train", 7, packed);
        IdxFiles.writePair(folder, "t10k", 4, packed);
        Dataset data = load();
        assertEquals(List.of(2, 3, 1), data.shape());
        assertEquals(List.of("0", "1", "2"), data.classNames());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0}, data.trainLabels());
        assertEquals(4, data.test().size());
        float[] pixels = new float[7];
        data.train().read(2, pixels, 1);
        assertArrayEquals(new float[] {0, 12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f, 16 / 255f, 17 / 255f}, pixels);
    }

    @Test
    void withoutTestFilesAPartIsHeldOutIfTheConfigSaysHowMuch() throws IOException, DataException {
        IdxFiles.writePair(folder, "train", 30, true);
        assertEquals(
                "DATA: there is no t10k-images-idx3-ubyte(.gz) to measure the model with; add it, or set data.holdOut:"
                        + " 0.2",
                refusal());
        Dataset data = load(new Idx(folder, Optional.of(0.2), List.of()));
        assertEquals(24, data.train().size());
        assertEquals(6, data.test().size());
    }

    @Test
    void aHoldOutBesideTestFilesIsRefused() throws IOException {
        writeBoth();
        Idx wish = new Idx(folder, Optional.of(0.2), List.of());
        assertTrue(assertThrows(DataException.class, () -> load(wish)).getMessage()
                .endsWith(": has test files of its own; leave data.holdOut out"));
    }

    @Test
    void aMissingFolderAndMissingFilesAreNamed() throws IOException {
        assertEquals("DATA: there is no train-images-idx3-ubyte.gz and no train-images-idx3-ubyte in it", refusal());
        Idx nowhere = new Idx(folder.resolve("nowhere"), Optional.empty(), List.of());
        assertTrue(assertThrows(DataException.class, () -> load(nowhere)).getMessage().contains(
                "nowhere: there is no such folder; a folder with train-images-idx3-ubyte.gz and its like is wanted"));
        Idx file = new Idx(Files.createFile(folder.resolve("file")), Optional.empty(), List.of());
        assertTrue(assertThrows(DataException.class, () -> load(file)).getMessage().contains("file: is no folder;"));
    }

    @Test
    void labelsOutsideTheClassesAreRefused() throws IOException {
        writeBoth();
        Idx twoNames = new Idx(folder, Optional.empty(), List.of("shirt", "shoe"));
        assertEquals(folder.resolve(LABELS) + ": label 2 (counted from 0) is 2, but there are 2 classes, 0..1",
                assertThrows(DataException.class, () -> load(twoNames)).getMessage());
    }

    @Test
    void classNamesMayBeGiven() throws IOException, DataException {
        writeBoth();
        List<String> names = List.of("shirt", "shoe", "bag", "coat");
        assertEquals(names, load(new Idx(folder, Optional.empty(), names)).classNames());
    }

    @Test
    void asManyLabelsAsImagesAreNeeded() throws IOException {
        writeBoth();
        Files.write(folder.resolve(LABELS), IdxFiles.encode(new int[] {6}, new byte[6]));
        assertEquals("DATA/" + LABELS + ": has 6 labels, but DATA/" + IMAGES + " has 7 images", refusal());
    }

    @Test
    void imagesOfTwoSizesAreRefused() throws IOException {
        writeBoth();
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxFiles.encode(new int[] {4, 3, 2}, new byte[24]));
        assertEquals("DATA/t10k-images-idx3-ubyte: images are [3, 2, 1], those of DATA/" + IMAGES
                + " are [2, 3, 1]; they must be the same", refusal());
    }

    @Test
    void labelsInPlaceOfImagesAreRefused() throws IOException {
        writeBoth();
        Files.write(folder.resolve(IMAGES), IdxFiles.encode(new int[] {7}, new byte[7]));
        assertEquals("DATA/" + IMAGES + ": the magic number is 0x00000801, but an IDX file of unsigned bytes with 3"
                + " dimensions begins with 0x00000803", refusal());
    }

    @Test
    void aFileThatEndsEarlyOrLateIsRefused() throws IOException {
        writeBoth();
        byte[] whole = Files.readAllBytes(folder.resolve(IMAGES));
        for (int length : new int[] {0, 3, 9, whole.length - 1}) {
            Files.write(folder.resolve(IMAGES), Arrays.copyOf(whole, length));
            assertTrue(refusal().startsWith("DATA/" + IMAGES + ": it ends "), refusal());
        }
        Files.write(folder.resolve(IMAGES), Arrays.copyOf(whole, whole.length + 1));
        assertEquals("DATA/" + IMAGES + ": there is more in it than its dimensions [7, 2, 3] promise", refusal());
    }

    @Test
    void aPackedFileThatIsCutOrAlteredIsRefused() throws IOException {
        IdxFiles.writePair(folder, "train", 700, true);
        Path images = folder.resolve(IMAGES + ".gz");
        byte[] whole = Files.readAllBytes(images);
        for (int length : new int[] {5, 30, whole.length / 2, whole.length - 4}) {
            Files.write(images, Arrays.copyOf(whole, length));
            assertTrue(refusal().startsWith("DATA/" + IMAGES + ".gz: damaged or cut short"), refusal());
        }
        whole[whole.length - 6] ^= 1;
        Files.write(images, whole);
        assertTrue(refusal().startsWith("DATA/" + IMAGES + ".gz: damaged or cut short"), refusal());
    }

    @Test
    void aHeaderThatPromisesTooMuchTakesNoMemory() throws IOException {
        writeBoth();
        Files.write(folder.resolve(IMAGES), IdxFiles.encode(new int[] {1 << 15, 1 << 7, 1 << 7}, new byte[0]));
        assertEquals(
                "DATA/" + IMAGES + ": it ends after 0 values, but its dimensions [32768, 128, 128] promise 536870912",
                refusal());
        Files.write(folder.resolve(IMAGES), IdxFiles.encode(new int[] {1 << 20, 1 << 10, 2}, new byte[0]));
        assertEquals(
                "DATA/" + IMAGES + ": dimension 3 is 2; each must be at least 1, and all values at most 1073741824",
                refusal());
        Files.write(folder.resolve(IMAGES), IdxFiles.encode(new int[] {-1, 2, 3}, new byte[0]));
        assertEquals(
                "DATA/" + IMAGES + ": dimension 1 is -1; each must be at least 1, and all values at most 1073741824",
                refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion-mnist", "mnist"})
    void theRealSetsAreReadWhole(String name) throws DataException {
        Dataset data = load(new Idx(SharedData.folder(name), Optional.empty(), List.of()));
        assertEquals(60_000, data.train().size());
        assertEquals(10_000, data.test().size());
        assertEquals(List.of(28, 28, 1), data.shape());
        assertEquals(10, data.classNames().size());
    }
}
