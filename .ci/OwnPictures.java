import io.tributary.learning.djl.torchscript.TestArchive;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * What a user of .ci/empty-folder brings: a folder of PNG files for each of three classes, drawn from a fixed seed, and, without PyTorch, a
 * TorchScript file of one linear layer.
 */
final class OwnPictures {
    private static final int SIDE = 40;
    private static final int EACH = 60;
    private static final Map<String, Color> CLASSES = new TreeMap<>(
            Map.of("apples", new Color(190, 60, 50), "leaves", new Color(60, 160, 70), "plums", new Color(80, 60, 170)));

    /** Arguments: pictures FOLDER; network FILE SIDE, which is that of the pictures that it takes; or port, which prints a free one. */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("port")) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.out.println(free.getLocalPort());
            }
            return;
        }
        if (args[0].equals("network")) {
            int side = Integer.parseInt(args[2]);
            Files.write(Path.of(args[1]), TestArchive.scaled(side * side * 3, 0.05).bytes());
            return;
        }
        Random random = new Random(1);
        for (Map.Entry<String, Color> each : CLASSES.entrySet()) {
            Path folder = Files.createDirectories(Path.of(args[1], each.getKey()));
            for (int i = 0; i < EACH; i++) {
                ImageIO.write(picture(each.getValue(), random), "png", folder.resolve(i + ".png").toFile());
            }
        }
    }

    /** A round thing somewhere, before noise. */
    private static BufferedImage picture(Color color, Random random) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.setRGB(i % SIDE, i / SIDE, random.nextInt(1 << 24));
        }
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(color);
        int size = SIDE / 2 + random.nextInt(SIDE / 4);
        graphics.fillOval(random.nextInt(SIDE - size), random.nextInt(SIDE - size), size, size);
        graphics.dispose();
        return picture;
    }
}
