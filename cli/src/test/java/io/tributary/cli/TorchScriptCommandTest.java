package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TorchScript file as a network, on the command line. */
final class TorchScriptCommandTest {
    @TempDir
    private Path folder;

    private String refused(Path network) throws Exception {
        Path config = Files.writeString(folder.resolve("own.yaml"), """
                name: own
                model: { torchscript: %s }
                data: { source: glyphs, devices: 2, examples: 4, testExamples: 10 }
                train: { rounds: 1, optimizer: { sgd: { learningRate: 0.1 } } }
                """.formatted(network));
        String said = new Console().fails(2, "run", config, "--out", folder.resolve("out"));
        assertTrue(said.contains("own.yaml:2:23: model.torchscript: "), said);
        return said;
    }

    @Test
    void aFileThatIsNoModuleEndsWithOneLine() throws Exception {
        Path network = folder.resolve("network.pt");
        assertTrue(refused(network).contains("network.pt: there is no such file"));
        Files.writeString(network, "no zip archive at all");
        assertTrue(refused(network).contains("it does not end as a zip archive does; it is cut short"));
        Files.write(network, new byte[0]);
        assertTrue(refused(network).contains("has 0 bytes; a TorchScript file has 1 to 67108864"));
        try (RandomAccessFile large = new RandomAccessFile(network.toFile(), "rw")) {
            large.setLength((1 << 26) + 1);
        }
        assertTrue(refused(network).contains("has more than 67108864 bytes"));
    }
}
