package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.plan.SignedPlan;
import io.tributary.cli.server.OwnerKeys;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs start --plan P --torchscript F}: the file that the plan names, or one line. Nothing at the coordinator looks into it. */
@Timeout(60)
final class TorchScriptPlanTest {
    private static final String START = "start.f32";
    private final byte[] network = "what torch.jit.save wrote".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;
    private ProductWorld world;
    private Path plan;

    @BeforeEach
    void aSignedPlanNamesTheFile() throws Exception {
        world = ProductWorld.in(folder);
        plan = folder.resolve("own.plan");
        world.admin().ok("plan", "sign", world.experiment, "--owner-key", world.ownerKey(), "--out", plan);
        RunPlan usual = SignedPlan.read(plan).plan();
        float[] start = new float[usual.layout().size()];
        ModelSpec spec = new ModelSpec("torchscript", usual.spec().input(), usual.spec().classes(), List.of(),
                new NetworkSpec.TorchScript(Sha256.of(network).hex(), network.length), VectorDigest.of(start).hex());
        SignedPlan own = SignedPlan.sign(usual.toBuilder().model("own").spec(spec).build(),
                OwnerKeys.secret(world.ownerKey()), Duration.ofHours(1), 1);
        Files.write(plan, WireJson.write(own.document()));
        Files.write(folder.resolve(START), new byte[start.length * Float.BYTES]);
        Files.write(folder.resolve("network.pt"), network);
    }

    @AfterEach
    void end() throws Exception {
        world.end();
    }

    private String refused(Object... more) {
        Object[] words = new Object[4 + more.length];
        System.arraycopy(new Object[] {"runs", "start", "--plan", plan}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return world.admin().fails(2, words);
    }

    @Test
    void theFileIsPutBeforeTheRunIsStarted() {
        String said = world.admin().ok("runs", "start", "--plan", plan, "--start", folder.resolve(START),
                "--torchscript", folder.resolve("network.pt"));
        assertTrue(said.contains("started run "), said);
    }

    @Test
    void anotherFileOrNoneIsRefusedInALine() throws Exception {
        Path other = Files.writeString(folder.resolve("other.pt"), "what torch.jit.save wrotE");
        String said = refused("--torchscript", other, "--start", folder.resolve(START));
        assertTrue(said.contains("which is not the network that the plan names"), said);
        assertTrue(refused("--torchscript", folder.resolve("none.pt")).contains("none.pt: there is no such file"));
        said = refused("--start", folder.resolve(START));
        assertTrue(said.contains("part 0 of 0..0 of the network of SHA-256 " + Sha256.of(network).hex()), said);
        said = refused("--torchscript", folder.resolve("network.pt"));
        assertTrue(said.contains("does not end as a zip archive does"), said);
        said = world.admin().fails(2, "runs", "start", world.experiment, "--owner-key", world.ownerKey(),
                "--torchscript", other);
        assertTrue(said.contains("name either EXPERIMENT"), said);
    }
}
