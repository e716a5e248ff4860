package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.plan.SignedPlan;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a DJL block, compiled as it stands. */
class OwnBlockCommandTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", "."), "..", "examples", "own-block");
    @TempDir
    private Path folder;

    @Test
    void theExampleBecomesAPlanAndWithoutItsClassAMistakeInItsLine() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(),
                EXAMPLE.resolve("SmallNet.java").toString()));
        Path config = EXAMPLE.resolve("own-block.yaml");
        new Console().ok("keys", "--out", folder.resolve("owner"));
        Path plan = folder.resolve("own.plan");
        Object[] sign =
                {"plan", "sign", config, "--owner-key", folder.resolve("owner/owner.key"), "--out", plan, "--set",
                    "data.devices=2", "--set", "data.examples=4", "--set", "data.testExamples=10"};

        String missing = new Console().fails(2, sign);
        assertEquals(
                "tributary: " + config + ":7:10: model.block: class com.example.SmallNet is not here: a jar or folder"
                        + " that has it must be on the class path (--class-path)",
                missing.strip());
        String nowhere = new Console().fails(2, with(sign, "--class-path", "nowhere.jar"));
        assertTrue(nowhere.contains("--class-path: 'nowhere.jar' is neither a jar nor a folder of classes"), nowhere);
        new Console().ok(with(sign, "--class-path", classes));
        RunPlan signed = SignedPlan.read(plan).plan();
        assertEquals(new NetworkSpec.Block("com.example.SmallNet"), signed.spec().network());
        assertTrue(signed.spec().given().isPresent());
        assertEquals(10, signed.layout().parameters().size());
        String wrong = new Console().fails(2, with(sign, "--class-path", classes, "--set",
                "model.block=java.lang.String"));
        assertTrue(wrong.contains("model.block: class java.lang.String is no ai.djl.nn.Block"), wrong);
    }

    private static Object[] with(Object[] words, Object... more) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }
}
