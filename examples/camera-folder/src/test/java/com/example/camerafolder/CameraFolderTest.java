package com.example.camerafolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.TrustFile;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two cameras with pictures of bars, and a coordinator of ours on loopback. They stay over two runs. */
@Timeout(120)
class CameraFolderTest {
    private static final int SIDE = 12;
    private static final int ROUNDS = 3;
    private final SigningKey owner = SigningKey.generate();
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    @TempDir
    Path folder;

    private static RunPlan plan(String name, long seed) {
        ModelSpec network = new ModelSpec("linear", List.of(SIDE, SIDE, 1), 3, List.of());
        return RunPlan.builder().name(name).model(CameraFolder.MODEL).spec(network)
                .modelSignature(ModelSignature.of(List.of("empty", "standing", "lying"), network.input(),
                        InputMeaning.Image.unit(1)))
                .layout(Architectures.layout(network)).rounds(ROUNDS).seed(seed)
                .training(new TrainingSpec(2, 4, new OptimizerSpec.Sgd(0.05, 0.9), 1))
                .update(new UpdateSpec(64, 24, 1000, 2)).round(new RoundSpec(2, 1, 2, 2, 2, 60, 60)).build();
    }

    @Test
    void camerasLearnFromTheirFoldersRunAfterRun() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build();
        try (Coordinator coordinator = Coordinator.start(options)) {
            Path trust = Files.createDirectories(folder.resolve("trust"));
            new TrustFile(owner.publicKey(), coordinator.publicKey()).write(trust);
            try (CameraFolder first = camera(coordinator, trust, 0);
                    CameraFolder second = camera(coordinator, trust, 1)) {
                play(coordinator, plan("spring", 1));
                await(first, ROUNDS);
                await(second, ROUNDS);
                play(coordinator, plan("summer", 2));
                await(first, 2 * ROUNDS);
                assertEquals(List.of("empty", "standing", "lying"), first.labels());
                assertEquals("lying", first.classify(bar(folder.resolve("new/lying.png"), true)));
                assertEquals("standing", first.classify(bar(folder.resolve("new/standing.png"), false)));
            }
        }
        assertTrue(events.stream().noneMatch(ClientEvent.Failed.class::isInstance), events::toString);
    }

    private void play(Coordinator coordinator, RunPlan plan) throws Exception {
        OperatorClient operator = new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
        String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)));
        while (operator.view(run).status() == RunView.Status.ACTIVE) {
            Thread.sleep(20);
        }
    }

    /** Until the camera has the last version of a run and waits for the next one. */
    private void await(CameraFolder camera, int version) throws InterruptedException {
        while (served() < version || camera.state().activity() != ClientState.Activity.BETWEEN_RUNS) {
            Thread.sleep(20);
        }
    }

    private int served() {
        return events.stream().filter(ClientEvent.Served.class::isInstance)
                .mapToInt(event -> ((ClientEvent.Served) event).version()).max().orElse(0);
    }

    private CameraFolder camera(Coordinator coordinator, Path trust, int number) throws IOException {
        Path images = folder.resolve("images-" + number);
        for (int i = 0; i < 20; i++) {
            bar(images.resolve("lying/" + i + ".png"), true);
            bar(images.resolve("standing/" + i + ".png"), false);
        }
        return new CameraFolder(coordinator.uri(), "camera-" + number, number, folder.resolve("device-" + number),
                trust,
                images, Optional.empty(), events::add);
    }

    /** Draws a bright bar through the middle, with noise around it. */
    private Path bar(Path file, boolean lying) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = random.nextInt(100);
                pen.setColor(new Color(grey, grey, grey));
                pen.fillRect(x, y, 1, 1);
            }
        }
        int from = SIDE / 2 - 2 + random.nextInt(2);
        pen.setColor(Color.WHITE);
        pen.fillRect(lying ? 0 : from, lying ? from : 0, lying ? SIDE : 2, lying ? 2 : SIDE);
        pen.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
