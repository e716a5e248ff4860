package io.tributary.coordinator.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sealed updates and model chunks by name: {@code [a-z0-9._-]+(/[a-z0-9._-]+)*}, at most 200 characters, no "." or ".." part.
 * Thread-safe. Every method throws {@link StoreException} if storage breaks.
 *
 * <p>An object that was committed or deleted is found, or not, by its name at once. A list may lag behind that where a service keeps the objects:
 * {@link #list} and {@link #deleteAll} may miss what was committed a moment ago, and name what was deleted a moment ago. So nobody takes an
 * object for missing because no list names it, nor for there because one does: lists serve to remove what is not needed, and what is missed
 * once is removed by a later look.
 */
public interface ObjectStore {
    /** Most characters of a name. */
    int MAX_NAME = 200;

    /** Returns {@code name}. @throws IllegalArgumentException if it is no name of an object */
    static String requireName(String name) {
        boolean parts = name.length() <= MAX_NAME && name.matches("[a-z0-9._-]+(/[a-z0-9._-]+)*");
        if (!parts || Stream.of(name.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw new IllegalArgumentException(
                    "not an object name: '" + name.substring(0, Math.min(name.length(), MAX_NAME))
                            + "'; names are [a-z0-9._-]+ parts joined by '/', at most " + MAX_NAME + " characters");
        }
        return name;
    }

    /** Starts an object, which cannot be read before it is committed. */
    ObjectWriter write(String name);

    /**
     * Keeps a small object, whole, unless a committed one of that name is there: of all members that do so at once, one does. The same
     * condition holds in the store itself, not in this process alone. Once it returns, an object of that name was durable, whoever
     * wrote it; unless somebody deletes it, it is found by whoever reads it next.
     *
     * @param bytes all of the object, from position to limit; both stay as they are
     * @return whether this call wrote it. After {@code false} the caller reads what is there, which may be the very same bytes: a
     *     backend that asks a server again after a lost answer may find its own first try
     * @throws StoreException if storage breaks; the object may be there all the same, and the caller may try again
     */
    boolean writeIfAbsent(String name, ByteBuffer bytes);

    /** Goes on with the partial object of this name, made if there is none; nobody sees it before it is committed. */
    PartialObject partial(String name);

    /** What is stored of a partial object, unless there is none of that name. Changes nothing, and ends nobody's turn. */
    Optional<PartialState> findPartial(String name);

    /** Names of partial objects, sorted; where several members use the store, of all of them. */
    List<String> partials();

    /** Removes a partial object, though perhaps not durably; none there is no error. */
    void discard(String name);

    /** Opens a committed object, unless there is none. */
    Optional<ObjectReader> find(String name);

    /** Opens a range of a committed object, unless there is none of that name. Bytes beyond its end fail to be read. */
    default Optional<ObjectReader> find(ChunkPlace place) {
        return find(place.pack()).map(whole -> new ObjectRange(whole, place));
    }

    /** Opens a committed object. @throws StoreException if there is none */
    default ObjectReader read(String name) {
        return find(name).orElseThrow(() -> new StoreException("opening object " + name + ": there is none"));
    }

    /**
     * Whether a committed object of this name exists and is durable: a caller may rely on it as if the caller had committed it (I1).
     */
    boolean exists(String name);

    /** Removes an object durably; none there is no error. */
    void delete(String name);

    /**
     * Whether what is deleted can still be read afterwards, as in a bucket that keeps versions: such a store is no place for round keys
     * (I5). Asks the store. A copy that somebody else makes, such as a backup or a replica, is not seen.
     *
     * @throws StoreException if storage breaks, or does not say
     */
    boolean keepsDeleted();

    /**
     * Removes every object below {@code prefix + "/"}, durably; none there is no error. Looks at those alone, whatever else the store
     * holds. One that is committed meanwhile may stay.
     */
    void deleteAll(String prefix);

    /** Names of committed objects below {@code prefix + "/"}, sorted. */
    List<String> list(String prefix);
}
