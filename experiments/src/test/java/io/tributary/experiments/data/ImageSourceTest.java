package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.config.SourceConfig.OnBroken;
import io.tributary.learning.Examples;
import io.tributary.learning.folder.LeftOut;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSourceTest {
    @TempDir
    private Path temp;

    private Path image(String path, int grey) throws IOException {
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24; i++) {
            image.setRGB(i % 6, i / 6, grey * 0x010101);
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        return file;
    }

    private Path root() {
        return temp.resolve("pictures");
    }

    /** Five cats and ten dogs, each of a grey of its own. */
    private void catsAndDogs() throws IOException {
        for (int i = 0; i < 15; i++) {
            image((i < 5 ? "cat" : "dog") + "/" + (100 + i) + ".png", 10 * i);
        }
    }

    private Images wish(OnBroken onBroken) {
        return new Images(root(), 4, 4, false, 0.2, onBroken);
    }

    private Dataset load(OnBroken onBroken) throws DataException, InterruptedException {
        return new ImageSource(wish(onBroken), false, 2, 1).load(true, LoadProgress.NONE);
    }

    private String refusal(boolean byDevice) {
        return assertThrows(DataException.class,
                () -> new ImageSource(wish(OnBroken.STOP), byDevice, 2, 1).load(true, LoadProgress.NONE)).getMessage()
                .replace(root().toString(), "PICTURES");
    }

    @Test
    void foldersAreClassesAndAPartOfEachIsHeldOut() throws IOException, DataException, InterruptedException {
        catsAndDogs();
        Dataset data = load(OnBroken.STOP);
        assertEquals(List.of("cat", "dog"), data.classNames());
        assertEquals(List.of(4, 4, 1), data.shape());
        assertEquals(12, data.train().size());
        assertArrayEquals(new int[] {0, 1, 1}, labels(data.test()));
        assertEquals(List.of(), data.warnings());
        for (int i = 0; i < 12; i++) {
            assertEquals(first(data.train(), i) < 50 ? 0 : 1, data.train().label(i));
        }
    }

    /** Grey of the first pixel, 0..255. */
    private static int first(Examples examples, int index) {
        float[] pixels = new float[16];
        examples.read(index, pixels, 0);
        return Math.round(255 * pixels[0]);
    }

    private static int[] labels(Examples examples) {
        int[] labels = new int[examples.size()];
        Arrays.setAll(labels, examples::label);
        return labels;
    }

    @Test
    void i10TheSplitIsTheSameWhetherTheImagesWereCheckedOrNot()
            throws IOException, DataException, InterruptedException {
        catsAndDogs();
        ImageSource source = new ImageSource(wish(OnBroken.STOP), false, 2, 1);
        Dataset checked = source.load(true, LoadProgress.NONE);
        Dataset unchecked = source.load(false, LoadProgress.NONE);
        for (int i = 0; i < checked.train().size(); i++) {
            assertEquals(first(checked.train(), i), first(unchecked.train(), i));
        }
    }

    @Test
    void aBrokenImageStopsLoadingAndIsNamed() throws IOException {
        catsAndDogs();
        Files.writeString(root().resolve("dog/broken.jpg"), "no image");
        assertEquals(
                "PICTURES/dog/broken.jpg: neither a JPEG nor a PNG image; remove it, or leave broken images out with"
                        + " data.onBroken: skip",
                refusal(false));
    }

    @Test
    void brokenImagesMayBeLeftOutAndEachIsNamed() throws IOException, DataException, InterruptedException {
        catsAndDogs();
        Path cut = image("cat/cut.png", 7);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 45));
        Files.writeString(root().resolve("dog/broken.jpg"), "no image");
        Dataset data = load(OnBroken.SKIP);
        assertEquals(15, data.train().size() + data.test().size());
        assertEquals(2, data.leftOut().size());
        assertTrue(data.warnings().get(0).startsWith("left out: " + cut + ": broken image"), data.warnings().get(0));
        assertEquals(new LeftOut(root().resolve("dog/broken.jpg").toString(), "neither a JPEG nor a PNG image"),
                data.leftOut().get(1));
        for (int i = 0; i < data.train().size(); i++) {
            assertEquals(first(data.train(), i) < 50 ? 0 : 1, data.train().label(i));
        }
    }

    @Test
    void aClassThatHasTooFewReadableImagesIsNamed() throws IOException {
        catsAndDogs();
        image("eel/1.png", 3);
        assertEquals(
                "PICTURES: class eel has 1 readable images; at least 2 are needed, one to train and one to hold out",
                refusal(false));
    }

    @Test
    void filesOfOtherKindsAreLeftOutWithAWarningAndHiddenOnesWithout()
            throws IOException, DataException, InterruptedException {
        catsAndDogs();
        Files.writeString(root().resolve("dog/notes.txt"), "");
        Files.writeString(root().resolve("dog/.thumbs"), "");
        Files.writeString(root().resolve("SHA256SUMS"), "");
        Files.writeString(root().resolve("dog/Thumbs.db"), "");
        Files.writeString(Files.createDirectories(root().resolve("__MACOSX/dog")).resolve("._1.png"), "");
        assertEquals(List.of("left out: " + root().resolve("dog/notes.txt") + ": neither .jpg, .jpeg, .jfif nor .png"),
                load(OnBroken.STOP).warnings());
    }

    @Test
    void aFolderThatIsMissingEmptyOrShapedOtherwiseIsNamed() throws IOException {
        assertTrue(refusal(false)
                .startsWith("PICTURES: there is no such folder; a folder of class folders"
                        + " with JPEG or PNG images is wanted; the working directory is "),
                refusal(false));
        Files.createDirectories(root());
        assertEquals(
                "PICTURES: has no folders in it; a folder of class folders with JPEG or PNG images is wanted",
                refusal(false));
        image("cat/1.png", 1);
        Path dog = Files.createDirectories(root().resolve("dog"));
        assertEquals("PICTURES: has images of 1 classes, [cat]; at least 2 class folders with JPEG or PNG images are"
                + " needed", refusal(false));
        Files.createDirectories(dog.resolve("puppy"));
        assertEquals(
                "PICTURES/dog/puppy: is a folder where images are expected; a folder of class folders"
                        + " with JPEG or PNG images is wanted (partition: by-folder takes device/class/image)",
                refusal(false));
    }

    @Test
    void aFolderWithoutAnImageIsNoClassAndIsSaid() throws IOException, DataException, InterruptedException {
        catsAndDogs();
        Path empty = Files.createDirectories(root().resolve("eel"));
        Dataset data = load(OnBroken.STOP);
        assertEquals(List.of("cat", "dog"), data.classNames());
        assertEquals(List.of(new LeftOut(empty.toString(), "no JPEG or PNG image in it, so it is no class")),
                data.leftOut());
    }

    @Test
    void picturesOfEveryUsualEndingAreFound() throws IOException, DataException, InterruptedException {
        catsAndDogs();
        Path picture = image("dog/x.png", 7);
        for (String name : List.of("A.JPG", "b.jfif", "C.JPEG", "d.jpe", "E.PNG")) {
            Files.copy(picture, root().resolve("dog").resolve(name));
        }
        Dataset data = load(OnBroken.STOP);
        assertEquals(21, data.train().size() + data.test().size());
    }

    @Test
    void aNameInEitherFormIsOneClassAndTwoFoldersOfItAreRefused()
            throws IOException, DataException, InterruptedException {
        catsAndDogs();
        image("ba\u0308r/1.png", 1);
        image("ba\u0308r/2.png", 2);
        assertEquals(List.of("b\u00e4r", "cat", "dog"), load(OnBroken.STOP).classNames());
        image("b\u00e4r/1.png", 1);
        String said = refusal(false);
        assertTrue(said.contains("the two names are the same but for case or form") && said.contains("ba\u0308r"),
                said);
    }

    @Test
    void foldersThatDifferInCaseAloneAreRefusedByName() throws IOException {
        catsAndDogs();
        image("DOG/1.png", 1);
        assertEquals("PICTURES/DOG and PICTURES/dog: the two names are the same but for case or form, so that one class"
                + " would be two; rename one", refusal(false));
    }

    @Test
    void aFolderWhoseNameCouldNotBeReadIsRefusedByName() throws IOException {
        catsAndDogs();
        image("d\uFFFDg/1.png", 1);
        assertEquals(
                "PICTURES/d\uFFFDg: the name of a class 'd\uFFFDg' has a character that could not be read; the name is"
                        + " damaged, or was read in another encoding than UTF-8",
                refusal(false));
    }

    @Test
    void linksThatLeadOutOfTheFolderAreRefused() throws IOException {
        catsAndDogs();
        Path secret = Files.writeString(temp.resolve("secret.png"), "");
        Path link = Files.createSymbolicLink(root().resolve("dog/link.png"), secret);
        assertEquals("PICTURES/dog/link.png: is a link that leads out of PICTURES; put the files themselves there",
                refusal(false));
        Files.delete(link);
        Files.createSymbolicLink(root().resolve("dog/link.png"), Path.of("nowhere.png"));
        assertEquals("PICTURES/dog/link.png: is a link that leads nowhere", refusal(false));
    }

    @Test
    void withDeviceFoldersEveryExampleBelongsToItsFolder() throws IOException, DataException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            image((i < 10 ? "north" : "south") + "/" + (i % 2 == 0 ? "cat" : "dog") + "/" + i + ".png", 10 * i);
        }
        Dataset data = new ImageSource(wish(OnBroken.STOP), true, 2, 1).load(true, LoadProgress.NONE);
        assertEquals(List.of("cat", "dog"), data.classNames());
        assertEquals(16, data.owners().length);
        for (int i = 0; i < 16; i++) {
            assertEquals(first(data.train(), i) < 100 ? 0 : 1, data.owners()[i]);
            assertEquals(first(data.train(), i) / 10 % 2, data.train().label(i));
        }
    }

    @Test
    void progressCountsEveryImage() throws IOException, DataException, InterruptedException {
        catsAndDogs();
        AtomicInteger most = new AtomicInteger();
        new ImageSource(wish(OnBroken.STOP), false, 2, 1).load(true, (done, all) -> {
            assertEquals(15, all);
            most.accumulateAndGet(done, Math::max);
        });
        assertEquals(15, most.get());
    }

    @Test
    void theRealPhotographsAreAllReadable() throws DataException, InterruptedException {
        Images wish = new Images(SharedData.folder("caltech101-10"), 32, 32, true, 0.2, OnBroken.STOP);
        Dataset data = new ImageSource(wish, false, 2, 1).load(true, LoadProgress.NONE);
        assertEquals(1578, data.train().size() + data.test().size());
        assertEquals(10, data.classNames().size());
    }
}
