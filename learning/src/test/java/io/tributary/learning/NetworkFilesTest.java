package io.tributary.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an engine finds the files that plans name. */
final class NetworkFilesTest {
    @TempDir
    private Path folder;

    private NetworkSpec.TorchScript network(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        NetworkSpec.TorchScript network = new NetworkSpec.TorchScript(Sha256.of(bytes).hex(), bytes.length);
        NetworkFiles.add(network.sha256(), Files.write(folder.resolve(network.sha256()), bytes));
        return network;
    }

    private static void lost(NetworkSpec.TorchScript network) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NetworkFiles.read(network)).getMessage()
                .contains("no file of SHA-256 " + network.sha256() + " is here"));
    }

    @Test
    void aFileCountsForWhatItsBytesAre() throws IOException {
        NetworkSpec.TorchScript network = network("a network");
        Path file = folder.resolve(network.sha256());
        Files.writeString(file, "A network");
        lost(network);
        Files.writeString(file, "a network that goes on");
        lost(network);
        Files.writeString(file, "a networ");
        lost(network);
        Files.writeString(folder.resolve("elsewhere"), "a network");
        NetworkFiles.add(network.sha256(), folder.resolve("elsewhere"));
        assertArrayEquals("a network".getBytes(StandardCharsets.UTF_8), NetworkFiles.read(network));
    }

    @Test
    void networksAreForgottenInTheOrderOfTheirUse() throws IOException {
        NetworkSpec.TorchScript used = network("used");
        NetworkSpec.TorchScript idle = network("idle");
        for (int i = 0; i < 255; i++) {
            NetworkFiles.add(Sha256.of(new byte[] {1, (byte) i}).hex(), folder.resolve("none"));
            NetworkFiles.read(used);
        }
        lost(idle);
        assertArrayEquals("used".getBytes(StandardCharsets.UTF_8), NetworkFiles.read(used));
    }

    @Test
    void placesOfANetworkAreForgottenInTheOrderInWhichTheyWereNamed() throws IOException {
        NetworkSpec.TorchScript network = network("somewhere");
        for (int i = 0; i < 15; i++) {
            NetworkFiles.add(network.sha256(), folder.resolve("none-" + i));
        }
        NetworkFiles.read(network);
        NetworkFiles.add(network.sha256(), folder.resolve("none-15"));
        lost(network);
    }
}
