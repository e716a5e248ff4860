package io.tributary.protocol.transparency;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A signature line of a note (C2SP signed-note). Immutable.
 *
 * @param name of the key: no spaces and no plus
 * @param keyId first four bytes of a hash over name, type and key: which key of that name it is
 * @param signature what the key made; its form follows from its type
 */
public record NoteSignature(String name, int keyId, byte[] signature) {
    /** Most bytes of a signature: post-quantum ones have some thousands. */
    public static final int MOST_BYTES = 8_192;

    static final String BEGIN = "\u2014 ";
    private static final int MOST_NAME = 255;

    /** How a key signs a note: the types of C2SP that are used here. */
    public enum Type {
        /** Ed25519 over the text of the note. */
        ED25519(1),
        /** A witness' Ed25519 over the time, which stands before the signature, and the text. */
        COSIGNATURE(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /** The byte that stands for it. */
        public int number() {
            return number;
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the name has spaces, control characters or a plus, or the signature is empty or too long
     */
    public NoteSignature {
        requireName(name);
        Fields.within("bytes of a note's signature", signature.length, 1, MOST_BYTES);
        signature = signature.clone();
    }

    /** The signature, a copy. */
    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** What names a key in its signature lines: the first four bytes of SHA-256(name | newline | type | key). */
    public static int keyId(String name, Type type, byte[] publicKey) {
        byte[] start = (requireName(name) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(start.length + 1 + publicKey.length)
                .put(start).put((byte) type.number).put(publicKey).array();
        return ByteBuffer.wrap(Sha256.of(all).bytes()).getInt();
    }

    /** What may name a key: no spaces and no plus. @throws IllegalArgumentException if no key can have this name */
    public static String requireName(String name) {
        Fields.line("the name of a key", name, 1, MOST_NAME);
        if (name.codePoints()
                .anyMatch(letter -> letter == '+' || Character.isWhitespace(letter) || Character.isSpaceChar(letter))) {
            throw new IllegalArgumentException(
                    "the name of a key must have no spaces and no plus, not '" + Fields.excerpt(name) + "'");
        }
        return name;
    }

    static NoteSignature parse(String line) {
        int space = line.indexOf(' ', BEGIN.length());
        if (!line.startsWith(BEGIN) || space < 0) {
            throw new IllegalArgumentException(
                    "a signature line must be '" + BEGIN + "NAME BASE64', not '" + Fields.excerpt(line) + "'");
        }
        byte[] bytes = StrictBase64.decode(line.substring(space + 1));
        Fields.within("bytes of a signature line", bytes.length, Integer.BYTES + 1, Integer.BYTES + MOST_BYTES);
        return new NoteSignature(line.substring(BEGIN.length(), space), ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    /** The line, with its newline. */
    String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
        return BEGIN + name + " " + StrictBase64.encode(bytes) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && name.equals(that.name) && keyId == that.keyId
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + keyId) + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "a signature of " + name + " (" + Integer.toHexString(keyId) + ")";
    }
}
