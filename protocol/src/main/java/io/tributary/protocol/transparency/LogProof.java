package io.tributary.protocol.transparency;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * That an entry is in a log: its place, the hashes that lead to the root, and the signed head that has it (C2SP tlog-proof). Believed only after the
 * head's signature was verified and {@link #holds} was asked. Immutable.
 *
 * @param index place of the entry, from 0
 * @param hashes from the leaf up
 * @param head a signed {@link Checkpoint}
 */
public record LogProof(long index, List<Sha256> hashes, SignedNote head) {
    /** Most bytes of a proof. */
    public static final int MOST_BYTES = SignedNote.MOST_BYTES + (1 << 13);

    private static final String BEGIN = "c2sp.org/tlog-proof@v1\n";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the index is below 0, or there are more hashes than any proof has
     */
    public LogProof {
        Fields.within("index", index, 0, Long.MAX_VALUE);
        hashes = Fields.list("hashes of a proof", hashes, 0, MerkleProofs.MOST_HASHES);
    }

    /**
     * Whether the head has this entry at this place.
     *
     * @throws RejectedException {@link Reason#MALFORMED} if the head is no checkpoint
     */
    public boolean holds(LogEntry entry) throws RejectedException {
        Checkpoint checkpoint = Checkpoint.of(head);
        return MerkleProofs.includes(checkpoint.root(), entry.leaf(), index, checkpoint.size(), hashes);
    }

    /** The proof as others read it. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(BEGIN).append("index ").append(index).append('\n');
        hashes.forEach(hash -> text.append(StrictBase64.encode(hash.bytes())).append('\n'));
        return text.append('\n').append(new String(head.bytes(), StandardCharsets.UTF_8)).toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads {@link #bytes}. Extra data, which the format allows, is refused: there is none here.
     *
     * @throws RejectedException {@link Reason#MALFORMED}
     */
    public static LogProof parse(byte[] bytes) throws RejectedException {
        try {
            Fields.within("bytes of a proof", bytes.length, 1, MOST_BYTES);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf("\n\n");
            if (!text.startsWith(BEGIN) || end < 0) {
                throw new IllegalArgumentException(
                        "it must begin with " + BEGIN.strip() + " and have an empty line before its checkpoint");
            }
            List<String> lines =
                    text.substring(BEGIN.length(), end).lines().limit(MerkleProofs.MOST_HASHES + 2L).toList();
            if (lines.isEmpty() || !INDEX.matcher(lines.get(0)).matches()) {
                throw new IllegalArgumentException("its second line must be the index");
            }
            List<Sha256> hashes = lines.stream().skip(1).map(LogProof::hash).toList();
            byte[] head = Arrays.copyOfRange(bytes, text.substring(0, end + 2).getBytes(StandardCharsets.UTF_8).length,
                    bytes.length);
            return new LogProof(Long.parseLong(lines.get(0).substring("index ".length())), hashes,
                    SignedNote.parse(head));
        } catch (IllegalArgumentException none) {
            throw new RejectedException(Reason.MALFORMED, "no proof of a log: " + none.getMessage());
        }
    }

    private static Sha256 hash(String line) {
        return Sha256.wrap(StrictBase64.decode(line));
    }
}
