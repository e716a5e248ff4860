package io.tributary.coordinator.store;

import java.util.List;
import java.util.Optional;

/**
 * Round keys, each wrapped by a key of its own, never in SQL (I5). Thread-safe. Every method throws {@link StoreException} if
 * storage breaks.
 */
public interface KeyStore {
    /** Name of what is kept for a moment to see whether the store takes writes; a secret of nobody. */
    String PROBE = "probe";

    /** Whether a key may have this name. */
    static boolean isName(String name) {
        return name.matches("[a-z0-9.-]{1,100}") && !name.equals(".") && !name.equals("..");
    }

    /** Returns {@code name}. @throws IllegalArgumentException if it is no name of a key */
    static String requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a key name: '" + name.substring(0, Math.min(name.length(), 100))
                    + "'; names are [a-z0-9.-]{1,100}");
        }
        return name;
    }

    /** Keeps a secret under a name {@code [a-z0-9.-]{1,100}}; an existing one of that name stays and is returned instead. */
    byte[] putIfAbsent(String name, byte[] secret);

    /** The secret, unless it was never there or was destroyed. */
    Optional<byte[]> find(String name);

    /** Names of everything that is kept, whole or not, sorted. */
    List<String> list();

    /** Destroys a secret for good, its wrapping key first; none there is no error. */
    void destroy(String name);
}
