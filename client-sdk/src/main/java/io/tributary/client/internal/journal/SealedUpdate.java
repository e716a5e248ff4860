package io.tributary.client.internal.journal;

import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sealed update on disk, fsynced, with all that its upload and its report need. Immutable, as are its bytes: new ciphertext
 * is a new upload.
 *
 * @param offer the round it was sealed for
 * @param uploadId a UUID
 * @param file header and sealed chunks
 * @param length of the file in bytes
 * @param sha256 hex SHA-256 of the file
 */
public record SealedUpdate(Verified<RoundOffer> offer, String uploadId, Path file, long length, String sha256,
        Outcome outcome) {
    /**
     * What the report says of the training.
     *
     * @param weight number of examples
     * @param loss mean loss of the last epoch; null if the trainer has none
     * @param trainMillis time spent
     */
    public record Outcome(int weight, @Nullable Double loss, long trainMillis) {}

    /** Whether it was sealed for this round. */
    public boolean isFor(RoundOffer other) {
        return offer.content().run().equals(other.run()) && offer.content().round() == other.round();
    }

    /** Hex SHA-256 of the header, as it is in the file. @throws IOException if the disk fails, or the file is gone */
    public String headerSha256() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in.readNBytes(SealedSizes.HEADER_BYTES)).hex();
        }
    }

    /** When its round stops taking reports. */
    public Instant deadline() {
        return Instant.ofEpochMilli(offer.content().deadline());
    }
}
