package io.tributary.learning;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an engine of this process finds the files that plans name by their hash ({@link NetworkSpec.TorchScript}). Whoever fetches or reads
 * such a file says where it lies; a file is taken for what its bytes hash to each time that it is read, whoever named it. Thread-safe.
 */
public final class NetworkFiles {
    private static final int MOST_NETWORKS = 256;
    private static final int MOST_PLACES = 16;
    /** In the order of their use; those of a network in the order in which they were named. */
    private static final Map<String, Set<Path>> KNOWN = new LinkedHashMap<>(16, 0.75F, true);

    private NetworkFiles() {}

    /** Says that a file of this hex SHA-256 lies here. Of the networks the {@value #MOST_NETWORKS} used last are kept, of each its newest places. */
    public static synchronized void add(String sha256, Path file) {
        Set<Path> places = KNOWN.computeIfAbsent(sha256, hash -> new LinkedHashSet<>());
        Path place = file.toAbsolutePath();
        places.remove(place);
        places.add(place);
        dropOldest(places, MOST_PLACES);
        dropOldest(KNOWN.keySet(), MOST_NETWORKS);
    }

    private static <T> void dropOldest(Set<T> all, int most) {
        if (all.size() > most) {
            all.remove(all.iterator().next());
        }
    }

    private static synchronized List<Path> places(String sha256) {
        Set<Path> places = KNOWN.get(sha256);
        return places == null ? List.of() : List.copyOf(places);
    }

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException naming the hash, if no file here has it
     */
    public static byte[] read(NetworkSpec.TorchScript network) {
        return places(network.sha256()).stream().flatMap(file -> intact(file, network).stream())
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
