package io.tributary.client.internal.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the journal keeps of an update beside its ciphertext, as JSON.
 *
 * @param v format version, 1
 * @param offer signed by the coordinator
 * @param receipt signed by the coordinator; null until the update is acknowledged
 */
record JournalRecord(int v, SignedDocument offer, String uploadId, long length, String sha256, int weight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double loss,
        long trainMillis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable SignedDocument receipt)
        implements Versioned {
    /** Checks what names a file. */
    JournalRecord {
        Fields.version(v);
        Ids.upload(uploadId);
        Sha256.requireHex("sha256", sha256);
    }

    static JournalRecord of(SealedUpdate update) {
        SealedUpdate.Outcome outcome = update.outcome();
        return new JournalRecord(Versioned.VERSION, update.offer().document(), update.uploadId(), update.length(),
                update.sha256(), outcome.weight(), outcome.loss(), outcome.trainMillis(),
                null);
    }

    JournalRecord acknowledged(SignedDocument by) {
        return new JournalRecord(v, offer, uploadId, length, sha256, weight, loss, trainMillis, by);
    }

    /**
     * The update whose ciphertext is or was this file.
     *
     * @throws RejectedException if the offer is not of the pinned coordinator
     */
    SealedUpdate update(PinnedKeys keys, Path file) throws RejectedException {
        return new SealedUpdate(keys.keptOffer(offer), uploadId, file, length, sha256,
                new SealedUpdate.Outcome(weight, loss, trainMillis));
    }
}
