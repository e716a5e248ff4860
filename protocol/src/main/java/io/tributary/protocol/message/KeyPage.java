package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeySet;
import java.util.List;

/**
 * A part of the chain of a coordinator's key sets, oldest first.
 *
 * @param keys at most {@value KeySet#MOST}
 */
public record KeyPage(List<KeyLink> keys) implements WireMessage {
    /** Largest JSON of a whole chain, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public KeyPage {
        keys = Fields.list("keys", keys, 0, KeySet.MOST);
    }
}
