package io.tributary.coordinator.transparency;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.MerkleProofs;
import io.tributary.protocol.transparency.SignedNote;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Signs heads of a log, and keeps the last one beside its tiles. Blocks on storage. */
final class SignedHeads {
    private static final String NAME = Tiles.FOLDER + "checkpoint";
    private final ObjectStore objects;
    private final SigningKeys keys;

    SignedHeads(ObjectStore objects, SigningKeys keys) {
        this.objects = objects;
        this.keys = keys;
    }

    /** The name of the log. */
    String origin() {
        return keys.chain().logName();
    }

    /**
     * What was signed last; an empty log if nothing was.
     *
     * @throws DamagedException if it is not what one of this coordinator's keys signed of this log
     */
    Checkpoint last() {
        return stored().map(this::trusted).orElse(new Checkpoint(origin(), 0, MerkleProofs.EMPTY));
    }

    private Optional<byte[]> stored() {
        return objects.find(NAME).map(object -> {
            try (ObjectReader reader = object) {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(reader.size(), SignedNote.MOST_BYTES + 1L));
                reader.read(0, bytes);
                return bytes.array();
            }
        });
    }

    private Checkpoint trusted(byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            keys.chain().verifyHead(note);
            return Checkpoint.of(note);
        } catch (RejectedException altered) {
            throw new DamagedException(
                    "the object " + NAME + ", the head of the log of versions, was altered: " + altered.getMessage(),
                    altered);
        }
    }

    /** Signs a head that follows from the last, and keeps it unless it is the same. */
    SignedNote sign(Checkpoint head) {
        SignedNote note = keys.signHead(head);
        byte[] bytes = note.bytes();
        if (stored().filter(kept -> Arrays.equals(kept, bytes)).isEmpty()) {
            try (ObjectWriter writer = objects.write(NAME)) {
                writer.append(ByteBuffer.wrap(bytes));
                writer.commit();
            }
        }
        return note;
    }
}
