package io.tributary.protocol.keys;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The keys that speak for a coordinator from an instant on, all different; the payload of a document that its own root signs. Each set
 * names the one before it by its hash, so that sets are a chain with one order.
 *
 * @param v format version, 1
 * @param sequence 1..{@value #MOST}
 * @param previous hex SHA-256 of the payload of the set before; 64 zeros for the first
 * @param since epoch milliseconds: what keys of the set before signed is dated no later
 * @param keys a key for each purpose
 * @param log the end of the audit log when the set was made: later entries are signed by no earlier key
 */
public record KeySet(int v, int sequence, String previous, long since, Keys keys, LogEnd log) implements Versioned {
    /** Most sets of a chain, and so most replacements and one. */
    public static final int MOST = 64;
    /** Length of a raw Ed25519 public key. */
    public static final int KEY_BYTES = 32;

    /** Raw Ed25519 public keys, 32 bytes each as base64, one for each {@link KeyPurpose}. */
    public record Keys(String root, String registrar, String offers, String receipts, String versions, String audit,
            String directory) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is no key, or two are the same
         */
        public Keys {
            Stream<byte[]> raw = Stream.of(decode("root", root), decode("registrar", registrar),
                    decode("offers", offers), decode("receipts", receipts), decode("versions", versions),
                    decode("audit", audit), decode("directory", directory));
            int purposes = KeyPurpose.values().length;
            if (raw.map(ByteBuffer::wrap).distinct().count() < purposes) {
                throw new IllegalArgumentException(
                        "keys must be " + purposes + " different keys: each has one purpose");
            }
        }

        /** The raw key for a purpose. */
        public byte[] raw(KeyPurpose purpose) {
            return Base64.getDecoder().decode(switch (purpose) {
                case ROOT -> root;
                case REGISTRAR -> registrar;
                case OFFERS -> offers;
                case RECEIPTS -> receipts;
                case VERSIONS -> versions;
                case AUDIT -> audit;
                case DIRECTORY -> directory;
            });
        }

        private static byte[] decode(String field, String base64) {
            try {
                byte[] key = Base64.getDecoder().decode(base64);
                if (key.length == KEY_BYTES && Base64.getEncoder().encodeToString(key).equals(base64)) {
                    return key;
                }
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException(wrong(field, base64), malformed);
            }
            throw new IllegalArgumentException(wrong(field, base64));
        }

        private static String wrong(String field, String base64) {
            return field + " must be base64 of " + KEY_BYTES + " bytes, not '" + Fields.excerpt(base64) + "'";
        }
    }

    /**
     * The end of the audit log.
     *
     * @param sequence of its last entry, 0 if there is none
     * @param hash hex SHA-256 of that entry's payload, 64 zeros if there is none
     */
    public record LogEnd(long sequence, String hash) {
        /** That of an empty log. */
        public static final LogEnd EMPTY = new LogEnd(0, Sha256.ZERO.hex());

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public LogEnd {
            Fields.within("sequence", sequence, 0, Long.MAX_VALUE);
            Sha256.requireHex("hash", hash);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public KeySet {
        Fields.version(v);
        Fields.within("sequence", sequence, 1, MOST);
        Sha256.requireHex("previous", previous);
        Fields.within("since", since, 0, Long.MAX_VALUE);
    }

    /** Whether this set has this raw key for this purpose. */
    public boolean has(KeyPurpose purpose, byte[] raw) {
        return Arrays.equals(keys.raw(purpose), raw);
    }
}
