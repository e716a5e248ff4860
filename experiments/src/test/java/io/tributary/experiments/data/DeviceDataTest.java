package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.architecture.Architectures;
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

    private static RunPlan plan(List<Integer> input, int classes, int maxWeight) {
        ModelSpec spec = new ModelSpec("linear", input, classes, List.of());
        return RunPlan.builder().name("p").model("p").spec(spec).layout(Architectures.layout(spec)).rounds(1).seed(1)
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(16, 20, maxWeight, 4)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
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
    void imagesTakeTheShapeOfTheModelAndAnEmptyFolderIsAClassOfWhichThereIsNone() throws Exception {
        images("cat", 0);
        images("dog", 3);
        DeviceData data = DeviceData.open(folder, 0);
        Examples examples = data.fittedTo(plan(List.of(8, 8, 1), 2, 64));
        assertEquals(3, examples.size());
        assertEquals(1, examples.label(0));
        assertEquals(3, data.fittedTo(plan(List.of(2, 2, 3), 2, 64)).size());
    }

    @Test
    void imagesOfOtherClassesAreDeclinedInWords() throws Exception {
        images("cat", 1);
        images("dog", 1);
        String said = refusal(DeviceData.open(folder, 0), plan(List.of(8, 8, 1), 10, 64));
        assertTrue(said.contains(folder.toString()) && said.contains("2 classes") && said.contains("10 apart"), said);
    }

    @Test
    void moreExamplesThanThePlanCountsAreDeclinedBeforeTraining() throws Exception {
        images("cat", 3);
        images("dog", 2);
        String said = refusal(DeviceData.open(folder, 0), plan(List.of(8, 8, 1), 2, 4));
        assertTrue(said.contains("5 examples") && said.contains("at most 4"), said);
    }

    @Test
    void idxFilesNeedNoTestFilesAndKeepTheirShape() throws Exception {
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxFiles.encode(new int[] {2, 3, 3}, new byte[18]));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.encode(new int[] {2}, new byte[] {0, 4}));
        DeviceData data = DeviceData.open(folder, 0);
        assertEquals(2, data.fittedTo(plan(List.of(3, 3, 1), 10, 64)).size());
        assertTrue(refusal(data, plan(List.of(4, 4, 1), 10, 64)).contains("[3, 3, 1], and the model takes [4, 4, 1]"));
        assertTrue(refusal(data, plan(List.of(3, 3, 1), 4, 64)).contains("5 classes"));
    }

    @Test
    void aFolderWithNothingInItIsNoData() throws Exception {
        Files.createDirectories(folder.resolve("cat"));
        Files.createDirectories(folder.resolve("dog"));
        assertTrue(assertThrows(DataException.class, () -> DeviceData.open(folder, 0)).getMessage()
                .contains("no JPEG or PNG"));
    }
}
