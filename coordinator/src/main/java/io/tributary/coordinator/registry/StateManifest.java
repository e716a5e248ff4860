package io.tributary.coordinator.registry;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import java.util.List;

/**
 * What a strategy remembers with a version: its chunks by hash, slot by slot; signed by the coordinator's key and kept by it, never
 * served.
 *
 * @param v format version, 1
 * @param model registry name
 * @param version the version it belongs to
 * @param manifest hex SHA-256 of that version's signed manifest bytes
 * @param slots at least 1
 */
record StateManifest(int v, String model, int version, String manifest, List<Slot> slots) implements Versioned {
    private static final int MAX_SLOTS = 16;

    /**
     * One state vector.
     *
     * @param values its length, at least 1
     * @param chunks hex SHA-256 of each encoded chunk, in order
     */
    record Slot(int values, List<String> chunks) {
        Slot {
            Fields.within("values", values, 1, Integer.MAX_VALUE);
            int count = new Chunking(values).count();
            chunks = Fields.list("chunks", chunks, count, count);
            chunks.forEach(chunk -> Sha256.requireHex("chunks", chunk));
        }
    }

    StateManifest {
        Fields.version(v);
        Ids.model(model);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        Sha256.requireHex("manifest", manifest);
        slots = Fields.list("slots", slots, 1, MAX_SLOTS);
    }

    static StateManifest of(ModelVersion version, List<Slot> slots) {
        return new StateManifest(1, version.manifest().model(), version.manifest().version(), version.hash(), slots);
    }

    /** A stored manifest that this key signed, of the state of this version. @throws RejectedException BAD_LINEAGE if of another */
    static StateManifest verified(VerifyingKey key, SignedDocument signed, ModelVersion version)
            throws RejectedException {
        StateManifest state =
                WireJson.readDocument(key.verify(SignatureContext.STATE_MANIFEST, signed), StateManifest.class);
        if (!state.manifest.equals(version.hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "in the place of the state of "
                    + version.manifest().model() + " version " + version.manifest().version() + " stands that of "
                    + state.model + " version " + state.version);
        }
        return state;
    }
}
