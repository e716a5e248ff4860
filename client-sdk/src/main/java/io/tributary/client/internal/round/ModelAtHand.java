package io.tributary.client.internal.round;

import io.tributary.client.internal.model.Download;
import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.CarriedModel;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that came with the newest offer, if one did. It is looked at before the coordinator is asked, and believed no more than what is
 * fetched: what the offer and its manifest do not name is not used. One thread.
 */
public final class ModelAtHand {
    private Optional<CarriedModel> carried = Optional.empty();

    /** Another offer came, with this. */
    public void came(@Nullable CarriedModel model) {
        carried = Optional.ofNullable(model);
    }

    /** The manifest of this hash, not verified. */
    Optional<SignedDocument> manifest(String hash) {
        return carried.map(CarriedModel::manifest).filter(manifest -> manifest.hash().equals(hash));
    }

    /** Gives a download what is here of what it lacks. @return what is to be fetched */
    List<WantedChunk> fill(Download download) throws RejectedException, IOException {
        List<WantedChunk> lacking = new ArrayList<>(download.lacking());
        if (carried.isEmpty() || lacking.isEmpty()) {
            return lacking;
        }
        byte[] chunk = carried.get().chunk();
        String hash = Sha256.of(chunk).hex();
        for (WantedChunk wanted : List.copyOf(lacking)) {
            if (wanted.sha256().equals(hash)) {
                download.accept(wanted, chunk);
                lacking.remove(wanted);
            }
        }
        return lacking;
    }
}
