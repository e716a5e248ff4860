package io.tributary.protocol.transparency;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The head of a log at some size (C2SP tlog-checkpoint). Immutable.
 *
 * @param origin which log it is: the name of its key
 * @param size number of entries
 * @param root Merkle tree hash over them (RFC 6962 section 2.1)
 */
public record Checkpoint(String origin, long size, Sha256 root) {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the origin can be no key's name, the size is below 0, or an empty log has another root than
     *         {@link MerkleProofs#EMPTY}
     */
    public Checkpoint {
        NoteSignature.requireName(origin);
        Fields.within("size", size, 0, Long.MAX_VALUE);
        if (size == 0 && !root.equals(MerkleProofs.EMPTY)) {
            throw new IllegalArgumentException(
                    "the root of an empty log must be " + MerkleProofs.EMPTY + ", not " + root);
        }
    }

    /** The text of its note. */
    public String text() {
        return origin + "\n" + size + "\n" + StrictBase64.encode(root.bytes()) + "\n";
    }

    /**
     * What a note says, whoever signed it. Lines after the third are not looked at.
     *
     * @throws RejectedException {@link Reason#MALFORMED}
     */
    public static Checkpoint of(SignedNote note) throws RejectedException {
        List<String> lines = note.text().lines().toList();
        try {
            if (lines.size() < 3 || lines.contains("") || !DECIMAL.matcher(lines.get(1)).matches()) {
                throw new IllegalArgumentException(
                        "it must have a line for the origin, the size in decimal and the root, and no empty one");
            }
            return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)),
                    Sha256.wrap(StrictBase64.decode(lines.get(2))));
        } catch (IllegalArgumentException none) {
            throw new RejectedException(Reason.MALFORMED, "no checkpoint: " + none.getMessage());
        }
    }
}
