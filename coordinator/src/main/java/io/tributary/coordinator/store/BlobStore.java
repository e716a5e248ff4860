package io.tributary.coordinator.store;

import java.util.List;

/**
 * Sealed updates and model chunks by name: {@code [a-z0-9._-]+(/[a-z0-9._-]+)*}, at most 200 characters, no "." or ".." part.
 * Thread-safe. Every method throws {@link StoreException} if storage breaks.
 */
public interface BlobStore {
    /** Starts a blob; nobody sees it before it is committed. */
    BlobWriter write(String name);

    /** Opens a committed blob. @throws StoreException if there is none */
    BlobReader read(String name);

    /** Whether a committed blob of this name is there. */
    boolean exists(String name);

    /** Removes a blob durably; none there is no error. */
    void delete(String name);

    /** Names of committed blobs below {@code prefix + "/"}, sorted. */
    List<String> list(String prefix);
}
