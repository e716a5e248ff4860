package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.LearningEngine.Built;
import io.tributary.learning.NetworkFiles;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.djl.torchscript.TestArchive;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of TorchScript files. */
final class OwnScriptTest {
    private static final ModelSpec BUILT_IN = Tasks.spec("linear", 6, 6, 1, 3);
    private static final TrainingSpec TRAINING = new TrainingSpec(2, 8, Tasks.sgd(0.1), 1);

    @TempDir
    private Path folder;

    private ModelSpec spec(TestArchive archive) throws IOException {
        byte[] bytes = archive.bytes();
        NetworkSpec.TorchScript network = new NetworkSpec.TorchScript(Sha256.of(bytes).hex(), bytes.length);
        NetworkFiles.add(network.sha256(), Files.write(folder.resolve(network.sha256()), bytes));
        return new ModelSpec("torchscript", BUILT_IN.input(), 3, List.of(), network);
    }

    private static RunPlan plan(ModelSpec spec, List<String> frozen) {
        TrainingSpec training = TRAINING.toBuilder().frozen(frozen).build();
        return Tasks.plan(BUILT_IN, TRAINING).toBuilder().spec(spec).training(training)
                .layout(Architectures.layout(new DjlEngine().build(spec, 1).layout(), training)).build();
    }

    private static TrainingOutcome train(RunPlan plan, float[] start) throws Exception {
        return new DjlTrainer(new ToyExamples(BUILT_IN, 20, 1)).train(new TrainingTask(plan, 1, start, 5));
    }

    private static float[] start(ModelSpec spec) {
        return new DjlEngine().build(spec, 1).values();
    }

    @Test
    void aModuleLearnsAsTheBuiltInNetworkOfTheSameLayer() throws Exception {
        ModelSpec own = spec(TestArchive.plain());
        float[] whole = start(own);
        float[] linear = Arrays.copyOf(whole, 3 * 36 + 3);
        TrainingOutcome ours = train(plan(own, List.of()), whole);
        TrainingOutcome theirs = train(Tasks.plan(BUILT_IN, TRAINING), linear);
        assertEquals(theirs.loss(), ours.loss(), 1e-6);
        assertArrayEquals(theirs.delta(), Arrays.copyOf(ours.delta(), linear.length), 1e-6F);
        assertEquals(0, ours.delta()[linear.length], "buffers that nothing moves stay");
    }

    @Test
    void buffersMoveInTrainingAndNotWhenItAnswers() throws Exception {
        ModelSpec spec = spec(TestArchive.normalized());
        RunPlan plan = plan(spec, List.of());
        assertEquals(72, plan.layout().size(Role.BUFFER));
        float[] start = start(spec);
        float[] delta = train(plan, start).delta();
        int mean = 3 * 36 + 3;
        assertNotEquals(0, delta[mean]);
        assertNotEquals(0, delta[mean + 36]);
        DjlEvaluator evaluator =
                (DjlEvaluator) DjlEvaluator.of(plan, new ToyExamples(BUILT_IN, 20, 2)).orElseThrow();
        assertEquals(evaluator.evaluate(start).loss(), evaluator.evaluate(start).loss());
        for (int i = 0; i < start.length; i++) {
            start[i] += i < delta.length ? delta[i] : 0;
        }
        assertTrue(evaluator.evaluate(start).loss() > 0);
    }

    @Test
    void frozenTensorsStayAsTheyAre() throws Exception {
        ModelSpec spec = spec(TestArchive.plain());
        RunPlan plan = plan(spec, List.of("bias"));
        assertEquals(3, plan.layout().size(Role.FROZEN));
        Built built = new DjlEngine().build(spec, 1);
        float[] start = Architectures.travelling(built.layout(), plan.training(), built.values());
        assertEquals(plan.layout().updateSize(), train(plan, start).delta().length);
    }

    @Test
    void dropoutRepeatsBitByBitAlsoBesideOthers() throws Exception {
        ModelSpec spec = spec(TestArchive.dropping());
        RunPlan plan = plan(spec, List.of());
        float[] start = start(spec);
        float[] alone = train(plan, start).delta();
        List<CompletableFuture<float[]>> beside = List.of(again(plan, start), again(plan, start), again(plan, start));
        for (CompletableFuture<float[]> each : beside) {
            assertArrayEquals(alone, each.get());
        }
        float[] other = new DjlTrainer(new ToyExamples(BUILT_IN, 20, 1)).train(new TrainingTask(plan, 1, start, 6))
                .delta();
        assertNotEquals(alone[0], other[0]);
    }

    private static CompletableFuture<float[]> again(RunPlan plan, float[] start) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return train(plan, start).delta();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    void aDeviceWithoutTheFileDeclinesByItsHash() throws Exception {
        RunPlan plan = plan(spec(TestArchive.plain()), List.of());
        NetworkSpec.TorchScript elsewhere = new NetworkSpec.TorchScript("ab".repeat(32), 7);
        RunPlan other = plan.toBuilder()
                .spec(new ModelSpec("torchscript", BUILT_IN.input(), 3, List.of(), elsewhere)).build();
        DjlTrainer trainer = new DjlTrainer(new ToyExamples(BUILT_IN, 20, 1));
        assertTrue(assertThrows(TrainingException.class, () -> trainer.requireFit(other)).getMessage()
                .contains("no file of SHA-256 " + "ab".repeat(32)));
    }

    @Test
    void whatTheModuleGivesIsHeldAgainstTheModel() throws Exception {
        NetworkSpec network = spec(TestArchive.plain()).network();
        ModelSpec four = new ModelSpec("torchscript", BUILT_IN.input(), 4, List.of(), network);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DjlEngine().build(four, 1)).getMessage()
                .contains("where the model has 4 classes"));
        ModelSpec wide = new ModelSpec("torchscript", List.of(7, 7, 1), 3, List.of(), network);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DjlEngine().build(wide, 1)).getMessage()
                .contains("takes no examples of the shape [7, 7, 1]"));
    }
}
