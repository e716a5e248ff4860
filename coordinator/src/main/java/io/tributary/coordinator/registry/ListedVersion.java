package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ModelStore;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AlteredVersion;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.secureagg.identity.KeyChain;

/** A version in a list: as it was signed, or that it was altered. */
public sealed interface ListedVersion {
    /** Its model, as the registry files it. */
    String model();

    /** Its number, as the registry files it. */
    int version();

    /** A version as it was signed. */
    record Whole(ModelManifest manifest) implements ListedVersion {
        @Override
        public String model() {
            return manifest.model();
        }

        @Override
        public int version() {
            return manifest.version();
        }
    }

    /** A version that is not what was signed. */
    record Altered(AlteredVersion altered) implements ListedVersion {
        @Override
        public String model() {
            return altered.model();
        }

        @Override
        public int version() {
            return altered.version();
        }
    }

    /** What these keys say of a row. */
    static ListedVersion of(KeyChain keys, String model, ModelStore.Version row) {
        try {
            ModelManifest manifest = Lineage.verified(keys, row.manifest()).manifest();
            if (!manifest.model().equals(model) || manifest.version() != row.version()) {
                throw new RejectedException(Reason.BAD_LINEAGE,
                        "in its place stands " + manifest.model() + " version " + manifest.version());
            }
            return new Whole(manifest);
        } catch (RejectedException altered) {
            return new Altered(new AlteredVersion(model, row.version(),
                    Fields.excerpt(altered.reason().code() + ": " + altered.detail())));
        }
    }
}
