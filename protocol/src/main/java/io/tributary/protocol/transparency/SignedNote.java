package io.tributary.protocol.transparency;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text and who signed it (C2SP signed-note). What it says is not to be believed before a signature was verified with a key that one knows. Immutable.
 *
 * @param text lines, the last one ended
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** Most bytes of a note. */
    public static final int MOST_BYTES = 1 << 17;
    /** Most signatures of a note. */
    public static final int MOST_SIGNATURES = 32;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the text does not end with a newline, has other control characters or begins a line as a signature does,
     *         or there are no or too many signatures
     */
    public SignedNote {
        if (!text.endsWith("\n") || text.chars().anyMatch(letter -> letter < ' ' && letter != '\n')) {
            throw new IllegalArgumentException(
                    "the text of a note must end with a newline and have no other control characters");
        }
        signatures = Fields.list("signatures of a note", signatures, 1, MOST_SIGNATURES);
    }

    /**
     * Reads a note.
     *
     * @throws RejectedException {@link Reason#MALFORMED}
     */
    public static SignedNote parse(byte[] bytes) throws RejectedException {
        try {
            Fields.within("bytes of a note", bytes.length, 1, MOST_BYTES);
            String all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int end = all.lastIndexOf("\n\n");
            if (end < 0 || !all.endsWith("\n")) {
                throw new IllegalArgumentException("a note must be a text, an empty line and signature lines");
            }
            Stream<String> lines = all.substring(end + 2).lines();
            return new SignedNote(all.substring(0, end + 1),
                    lines.limit(MOST_SIGNATURES + 1L).map(NoteSignature::parse).toList());
        } catch (CharacterCodingException | IllegalArgumentException none) {
            throw new RejectedException(Reason.MALFORMED, "no signed note: "
                    + (none instanceof CharacterCodingException ? "it is not UTF-8" : none.getMessage()));
        }
    }

    /** The note as others read it. */
    public byte[] bytes() {
        StringBuilder all = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> all.append(signature.line()));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** This note, signed by others as well. */
    public SignedNote with(List<NoteSignature> more) {
        return new SignedNote(text, Stream.concat(signatures.stream(), more.stream()).toList());
    }
}
