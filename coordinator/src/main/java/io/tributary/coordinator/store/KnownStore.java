package io.tributary.coordinator.store;

import java.util.Optional;

/**
 * What a directory knows of what lies outside of the database and is not to change unsaid: a word by name, never a secret. Thread-safe. Every
 * method throws {@link StoreException} if storage breaks.
 */
public interface KnownStore {
    /** What was remembered last under a name. */
    Optional<String> find(String name);

    /** Remembers something under a name, over what was there. */
    void remember(String name, String value);
}
