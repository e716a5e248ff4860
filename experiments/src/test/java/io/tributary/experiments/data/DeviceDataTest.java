package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.folder.LeftOut;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceDataTest {
    @TempDir
    private Path folder;

    private static RunPlan plan(List<Integer> input, List<String> labels) {
        ModelSpec spec = new ModelSpec("linear", input, labels.size(), List.of());
        return RunPlan.builder().name("p").model("p").spec(spec).layout(Architectures.layout(spec)).rounds(1).seed(1)
                .modelSignature(ModelSignature.of(labels, input, InputMeaning.Image.unit(input.get(2))))
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(16, 20, 64, 4)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    private DeviceData open(String... classes) throws Exception {
        return DeviceData.open(folder, 0, List.of(classes));
    }

    private void images(String kind, int count) throws Exception {
        Path of = Files.createDirectories(folder.resolve(kind));
        for (int i = 0; i < count; i++) {
            ImageIO.write(new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB), "png", of.resolve(i + ".png").toFile());
        }
    }

    private static String refusal(DeviceData data, RunPlan plan) {
        return assertThrows(TrainingException.class, () -> data.fittedTo(plan)).getMessage();
    }

    @Test
    void imagesTakeTheShapeAndTheColoursOfTheModel() throws Exception {
        images("cat", 1);
        images("dog", 3);
        DeviceData data = open();
        assertEquals(4, data.fittedTo(plan(List.of(8, 8, 1), List.of("cat", "dog"))).size());
        assertEquals(4, data.fittedTo(plan(List.of(2, 2, 3), List.of("cat", "dog"))).size());
    }

    @Test
    void aPartOfTheClassesIsMappedByNameAndAnEmptyFolderIsNone() throws Exception {
        images("dog", 3);
        images("wolf", 0);
        Examples examples = open().fittedTo(plan(List.of(8, 8, 1), List.of("cat", "eel", "dog")));
        assertEquals(3, examples.size());
        assertEquals(2, examples.label(0));
        assertEquals(List.of(folder.resolve("wolf").toString()), open().leftOut().stream().map(LeftOut::file).toList());
    }

    @Test
    void classesThatTheModelDoesNotKnowAreDeclinedByName() throws Exception {
        images("dog", 1);
        images("wolf", 1);
        String said = refusal(open(), plan(List.of(8, 8, 1), List.of("cat", "dog")));
        assertTrue(said.contains(folder.toString()) && said.contains("unknown-label")
                && said.contains("the classes wolf, and the model knows cat, dog alone"), said);
    }

    @Test
    void aModelOfSoundIsDeclined() throws Exception {
        images("dog", 1);
        RunPlan images = plan(List.of(8, 8, 1), List.of("cat", "dog"));
        RunPlan sound = images.toBuilder().modelSignature(ModelSignature.of(List.of("cat", "dog"), List.of(8, 8, 1),
                new InputMeaning.Sound(16_000))).build();
        assertTrue(refusal(open(), sound).contains("wrong-input"));
    }

    @Test
    void idxFilesNeedNoTestFilesAndKeepTheirShape() throws Exception {
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxFiles.encode(new int[] {2, 3, 3}, new byte[18]));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.encode(new int[] {2}, new byte[] {0, 4}));
        List<String> numbers = List.of("0", "1", "2", "3", "4", "5");
        assertEquals(2, open().fittedTo(plan(List.of(3, 3, 1), numbers)).size());
        assertTrue(refusal(open(), plan(List.of(4, 4, 1), numbers))
                .contains("[3, 3, 1], and the model takes [4, 4, 1]"));
        assertTrue(refusal(open(), plan(List.of(3, 3, 1), numbers.subList(0, 4))).contains("the classes 4, and"));
    }

    @Test
    void labelsOfIdxFilesAreCalledAsTheDeviceIsTold() throws Exception {
        Files.write(folder.resolve("train-images.idx3-ubyte"), IdxFiles.encode(new int[] {2, 3, 3}, new byte[18]));
        Files.write(folder.resolve("train-labels.idx1-ubyte"), IdxFiles.encode(new int[] {2}, new byte[] {0, 1}));
        RunPlan plan = plan(List.of(3, 3, 1), List.of("shoe", "shirt", "hat"));
        assertTrue(refusal(open(), plan).contains("the classes 0, 1, and the model knows shoe, shirt, hat alone"));
        Examples examples = open("shirt", "shoe").fittedTo(plan);
        assertEquals(List.of(1, 0), List.of(examples.label(0), examples.label(1)));
        assertThrows(DataException.class, () -> open("shirt"));
    }

    @Test
    void namesAreForIdxFilesAlone() throws Exception {
        images("dog", 1);
        assertTrue(
                assertThrows(DataException.class, () -> open("dog")).getMessage().contains("names its classes itself"));
    }

    @Test
    void aFolderWithNothingInItIsNoData() throws Exception {
        Files.createDirectories(folder.resolve("cat"));
        Files.createDirectories(folder.resolve("dog"));
        assertTrue(assertThrows(DataException.class, this::open).getMessage()
                .contains("at least 1 class folders with JPEG or PNG images are needed"));
    }
}
