package com.example.imageclassifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
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
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.ClientTls;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices with images of bars that lie or stand, and a coordinator of ours on loopback. */
class ImageClassifierTest {
    private static final int SIDE = ImageClassifier.SIDE;
    private final SigningKey owner = SigningKey.generate();
    private final SplittableRandom random = new SplittableRandom(7);
    @TempDir
    Path folder;

    private static RunPlan plan() {
        ModelSpec network = new ModelSpec("linear", List.of(SIDE, SIDE, 1), 2, List.of());
        return RunPlan.builder().name("bars").model("bars").spec(network)
                .modelSignature(
                        ModelSignature.of(List.of("standing", "lying"), network.input(), InputMeaning.Image.unit(1)))
                .layout(Architectures.layout(network))
                .rounds(3).seed(1).training(new TrainingSpec(2, 4, new OptimizerSpec.Sgd(0.05, 0.9), 1))
                .update(new UpdateSpec(64, 24, 1000, 2)).round(new RoundSpec(2, 1, 2, 2, 2, 60, 60)).build();
    }

    @Test
    void twoDevicesLearnToTellBarsApart() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build();
        try (Coordinator coordinator = Coordinator.start(options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL)
                    .start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan())));
            Future<?> other = threads.submit(() -> {
                try (ImageClassifier device = device(coordinator, 1)) {
                    device.learn();
                }
                return null;
            });
            try (ImageClassifier device = device(coordinator, 0)) {
                device.learn();
                other.get();
                for (int i = 0; i < 10; i++) {
                    assertEquals("lying", device.classify(bar(folder.resolve("lying-" + i + ".png"), true)));
                    assertEquals("standing", device.classify(bar(folder.resolve("standing-" + i + ".png"), false)));
                }
            }
        }
    }

    private ImageClassifier device(Coordinator coordinator, int index) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("device-" + index));
        Files.writeString(directory.resolve("trust.json"), "{\"owner\": \"%s\", \"coordinator\": \"%s\"}"
                .formatted(base64(owner.publicKey()), base64(coordinator.publicKey())));
        Path images = folder.resolve("images-" + index);
        for (int i = 0; i < 20; i++) {
            bar(images.resolve("lying/" + i + ".png"), true);
            bar(images.resolve("standing/" + i + ".png"), false);
        }
        return new ImageClassifier(coordinator.uri(), "camera-" + index, index, directory, images);
    }

    /** Draws a bright bar through the middle, with noise around it. */
    private synchronized Path bar(Path file, boolean lying) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = random.nextInt(100);
                pen.setColor(new Color(grey, grey, grey));
                pen.fillRect(x, y, 1, 1);
            }
        }
        int from = SIDE / 2 - 3 + random.nextInt(3);
        pen.setColor(Color.WHITE);
        pen.fillRect(lying ? 0 : from, lying ? from : 0, lying ? SIDE : 4, lying ? 4 : SIDE);
        pen.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static String base64(VerifyingKey key) {
        return Base64.getEncoder().encodeToString(key.raw());
    }
}
