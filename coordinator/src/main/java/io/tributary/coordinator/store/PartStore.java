package io.tributary.coordinator.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which parts of partial objects are stored, and who may store more: for an {@link ObjectStore} of several members. A partial object is held
 * by a turn, a word that whoever opens it draws anew. Whoever takes it ends the turn before: a call with an ended turn throws {@link StoreException}
 * and changes nothing. Thread-safe. Every method throws {@link StoreException} if storage breaks. What returned is durable.
 */
public interface PartStore {
    /**
     * Takes a partial object, made if there is none.
     *
     * @param turn which nobody had before
     * @return what was there before this turn; its own turn, and nothing else, if it was made
     */
    HeldParts take(String object, String turn, Instant now);

    /**
     * Stores that a part is there. From its position on it takes the place of all parts before.
     *
     * @return the parts that it took the place of
     * @throws IllegalArgumentException if it begins neither at the end nor at the beginning of a part
     */
    List<StoredPart> put(String object, String turn, StoredPart part, Instant now);

    /** Removes the parts that end beyond {@code size}. @return those */
    List<StoredPart> cut(String object, String turn, long size, Instant now);

    /** Names the multipart upload that puts the object together, empty if there is none any more. */
    void name(String object, String turn, String upload, Instant now);

    /** The object is partial no more. */
    void finish(String object, String turn);

    /** Whether this turn still holds it. */
    boolean holds(String object, String turn);

    /** What is stored of a partial object, unless there is none of that name. */
    Optional<HeldParts> find(String object);

    /** Removes a partial object, whoever holds it. @return what was stored of it, unless there was none */
    Optional<HeldParts> discard(String object);

    /** Names of the partial objects, sorted. */
    List<String> objects();

    /** Whether a part of this id is stored, of whatever object. */
    boolean isKnown(String id);

    /** Whether a multipart upload of this id is named, by whatever object. */
    boolean isNamed(String upload);
}
