package io.tributary.secureagg.identity;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.transparency.NoteSignature;
import io.tributary.protocol.transparency.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A key that signs notes, by its name (C2SP signed-note and tlog-cosignature): of a log, or of a witness. Immutable and safe for use by many threads.
 *
 * <p>What is signed is text: it has no zero byte, which every {@link io.tributary.protocol.plan.SignatureContext} puts after its label. So one key may
 * sign notes and documents, and no signature of one kind matches the other.
 *
 * @param name of the key
 * @param type how it signs
 * @param key what its signatures are checked with
 */
public record NoteKey(String name, NoteSignature.Type type, VerifyingKey key) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if no key can have this name
     */
    public NoteKey {
        NoteSignature.requireName(name);
    }

    /** The key as others are given it, a vkey of C2SP: the name, its id, type and key. */
    public String text() {
        byte[] raw = key.raw();
        byte[] typed = ByteBuffer.allocate(1 + raw.length).put((byte) type.number()).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /**
     * Reads {@link #text}.
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if it is no such text, of another type, or its id is not that of its key
     */
    public static NoteKey parse(String text) throws RejectedException {
        String[] parts = text.split("\\+", 3);
        try {
            byte[] typed = Base64.getDecoder().decode(parts[parts.length - 1]);
            for (NoteSignature.Type type : NoteSignature.Type.values()) {
                if (parts.length == 3 && typed.length > 0 && typed[0] == type.number()) {
                    NoteKey read =
                            new NoteKey(parts[0], type, VerifyingKey.of(Arrays.copyOfRange(typed, 1, typed.length)));
                    if (read.text().equals(text)) {
                        return read;
                    }
                }
            }
        } catch (IllegalArgumentException none) {
            throw new RejectedException(Reason.INVALID_FIELD, "not the key of a note: " + none.getMessage());
        }
        throw new RejectedException(Reason.INVALID_FIELD,
                "not the key of a note: it must be NAME+ID+KEY, the id that of name and key, and the key an Ed25519 one of a log or a witness");
    }

    private int id() {
        return NoteSignature.keyId(name, type, key.raw());
    }

    /** Signs the text of a note. */
    static NoteSignature sign(SigningKey key, String name, String text) {
        return new NoteSignature(name, NoteSignature.keyId(name, NoteSignature.Type.ED25519, key.publicKey().raw()),
                key.signature(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Says as a witness that a checkpoint was the largest that it had seen at this time, and followed from those before.
     *
     * @param name of the witness
     * @param time epoch seconds
     * @param text of the checkpoint's note
     */
    public static NoteSignature cosign(SigningKey key, String name, long time, String text) {
        byte[] signature = key.signature(cosigned(time, text));
        byte[] timed = ByteBuffer.allocate(Long.BYTES + signature.length).putLong(time).put(signature).array();
        return new NoteSignature(name, NoteSignature.keyId(name, NoteSignature.Type.COSIGNATURE, key.publicKey().raw()),
                timed);
    }

    private static byte[] cosigned(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Passes if this key signed the note. Signatures of other keys are not looked at.
     *
     * @return what it signed with
     * @throws RejectedException {@link Reason#UNSIGNED} if no signature names this key; {@link Reason#BAD_SIGNATURE} if one does, and is none of its own
     */
    public NoteSignature verify(SignedNote note) throws RejectedException {
        List<NoteSignature> mine = lines(note);
        for (NoteSignature line : mine) {
            if (!matches(line.signature(), note.text())) {
                throw new RejectedException(Reason.BAD_SIGNATURE,
                        "a signature that names " + text() + " is none of its own");
            }
        }
        return mine.stream().findFirst().orElseThrow(() -> new RejectedException(Reason.UNSIGNED,
                "the note is not signed by " + text() + ", but by "
                        + note.signatures().stream().map(NoteSignature::name).toList()));
    }

    /** Whether a signature of the note says that it is this key's. */
    boolean names(SignedNote note) {
        return !lines(note).isEmpty();
    }

    private List<NoteSignature> lines(SignedNote note) {
        int id = id();
        return note.signatures().stream().filter(line -> line.name().equals(name) && line.keyId() == id).toList();
    }

    private boolean matches(byte[] signature, String text) {
        return switch (type) {
            case ED25519 -> key.matches(signature, text.getBytes(StandardCharsets.UTF_8));
            case COSIGNATURE -> signature.length > Long.BYTES && time(signature) >= 0 && key.matches(
                    Arrays.copyOfRange(signature, Long.BYTES, signature.length), cosigned(time(signature), text));
        };
    }

    /** When a witness signed, in epoch seconds: what a verified signature of one begins with. */
    public static long time(byte[] cosignature) {
        return ByteBuffer.wrap(cosignature).getLong();
    }

    @Override
    public String toString() {
        return text();
    }
}
