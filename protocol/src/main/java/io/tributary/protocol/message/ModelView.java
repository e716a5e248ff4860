package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;

/**
 * A model of the registry by its newest version, for operators. The signed manifest says more.
 *
 * @param model its name
 * @param version the newest, at least 0
 * @param run the run that made it
 * @param round the round of that run, 0 for an initial model
 * @param sha256 hex, of the flat vector as little-endian float32
 * @param created epoch milliseconds
 * @param kept whether its chunks are there; of older versions only the manifest may be
 */
public record ModelView(String model, int version, String run, int round, String sha256, long created,
        boolean kept) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public ModelView {
        Ids.model(model);
        Ids.run(run);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        Fields.within("round", round, 0, Integer.MAX_VALUE);
        Sha256.requireHex("sha256", sha256);
        Fields.within("created", created, 0, Long.MAX_VALUE);
    }
}
