package io.tributary.coordinator.store.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a round that a member of the previous build left in the bucket, and the file of the key that it is wrapped by. */
public class PreviousKeyTest {
    private static final byte[] SECRET = "the round's secret key".getBytes(StandardCharsets.US_ASCII);

    private static KeyStore keys(Path directory) throws IOException {
        return new ObjectKeyStore(new FileObjectStore(directory.resolve("bucket")), "keys",
                KekFile.open(directory.resolve("cluster.kek")));
    }

    private static Path object(Path directory) {
        return directory.resolve("bucket/keys/run.1");
    }

    /** What this build writes, in this directory. */
    public static Map<String, String> written(Path directory) throws IOException {
        KekFile.make(directory.resolve("cluster.kek"));
        keys(directory).putIfAbsent("run.1", SECRET);
        return Map.of("kek-file", HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("cluster.kek"))),
                "round-key", HexFormat.of().formatHex(Files.readAllBytes(object(directory))));
    }

    @Test
    void isOpenedAndDestroyedHere(@TempDir Path directory) throws IOException {
        SecretFile.replace(directory.resolve("cluster.kek"), PreviousBuild.bytes("messages.txt", "kek-file"));
        Files.createDirectories(object(directory).resolveSibling(""));
        Files.write(object(directory), PreviousBuild.bytes("messages.txt", "round-key"));

        KeyStore keys = keys(directory);
        assertArrayEquals(SECRET, keys.find("run.1").orElseThrow());
        assertArrayEquals(SECRET, keys.putIfAbsent("run.1", new byte[] {1}));
        assertEquals(List.of("run.1"), List.copyOf(keys.list()));
        keys.destroy("run.1");
        assertEquals(List.of(), List.copyOf(keys.list()));
    }
}
