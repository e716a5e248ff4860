package io.tributary.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.data.DataException;
import io.tributary.experiments.data.DeviceData;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM makes of class folders under cron's locale, with the launcher's environment and without. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one encoding of file names")
class EncodingTest {
    private static final String NAMES = "\u00e4 \u00f6";
    @TempDir
    private Path folder;

    /** Prints the classes of a folder, or why it has none. */
    static final class Classes {
        private Classes() {}

        public static void main(String[] arguments) throws Exception {
            ModelSignature any = ModelSignature.of(List.of("a", "b"), List.of(1, 1, 1), InputMeaning.Image.unit(1));
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try {
                DataSignature data = DeviceData.open(Path.of(arguments[0]), 0, List.of()).signature(any);
                out.println(String.join(" ", data.labels()));
            } catch (DataException refused) {
                out.println(refused.getMessage());
            }
        }
    }

    private void classes() throws IOException {
        for (String name : NAMES.split(" ", -1)) {
            Path of = Files.createDirectories(folder.resolve(name));
            ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", of.resolve("1.png").toFile());
        }
    }

    private String told(String prepare) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c",
                prepare + " exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"), Classes.class.getName(), folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theLaunchersEnvironmentTellsTwoFoldersApart() throws Exception {
        classes();
        assertEquals(NAMES, told("program=test; . ../.mvn/jdk.sh; prepare_jvm ../.mvn;"));
    }

    @Test
    void withoutItTheNamesAreRefusedAndNeverOneClass() throws Exception {
        classes();
        String said = told("");
        assertTrue(said.contains("has a character that could not be read"), said);
    }
}
