package io.tributary.protocol.keys;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;

/**
 * That a root is followed by another one; the payload of a document that the root before signs.
 *
 * @param v format version, 1
 * @param sequence of the set with the new root, 2..{@value KeySet#MOST}
 * @param set hex SHA-256 of that set's payload
 */
public record KeyHandOver(int v, int sequence, String set) implements Versioned {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public KeyHandOver {
        Fields.version(v);
        Fields.within("sequence", sequence, 2, KeySet.MOST);
        Sha256.requireHex("set", set);
    }
}
