package io.tributary.learning;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an engine of this process finds the files that plans name by their hash ({@link NetworkSpec.TorchScript}). Whoever fetches or reads
 * such a file says where it lies; a file is taken for what its bytes hash to each time that it is read, whoever named it. Thread-safe.
 */
public final class NetworkFiles {
    private static final Map<String, Set<Path>> KNOWN = new ConcurrentHashMap<>();

    private NetworkFiles() {}

    /** Says that a file of this hex SHA-256 lies here. */
    public static void add(String sha256, Path file) {
        KNOWN.computeIfAbsent(sha256, hash -> ConcurrentHashMap.newKeySet()).add(file.toAbsolutePath());
    }

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException naming the hash, if no file here has it
     */
    public static byte[] read(NetworkSpec.TorchScript network) {
        return KNOWN.getOrDefault(network.sha256(), Set.of()).stream().flatMap(file -> intact(file, network).stream())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no file of SHA-256 " + network.sha256()
                        + " is here, which the plan names"));
    }

    /** Nothing if it was changed, or went with its folder: it may lie elsewhere as well. */
    private static Optional<byte[]> intact(Path file, NetworkSpec.TorchScript network) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(network.length() + 1);
            return bytes.length == network.length() && Sha256.of(bytes).hex().equals(network.sha256())
                    ? Optional.of(bytes) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
