package io.tributary.coordinator.registry;

import io.tributary.coordinator.signature.VerifiedOnce;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests of versions and of their states, as they are stored; each is checked against the keys. Thread-safe; blocks on storage. */
final class SignedVersions {
    /**
     * Bytes of manifests. A device that slept asks for each version since the one that it holds, so a thousand devices ask for the same ones
     * again and again; those of small models have 1 to 2 kB, the largest some MB.
     */
    private static final int KNOWN = 4 << 20;

    private final ModelStore models;
    private final SigningKeys signer;
    private final VerifiedOnce<KeyChain, ModelVersion> known = new VerifiedOnce<>(KNOWN);

    SignedVersions(ModelStore models, SigningKeys signer) {
        this.models = models;
        this.signer = signer;
    }

    /** One version, unless it is not there. @throws DamagedException if it was altered */
    Optional<ModelVersion> find(String model, int version) {
        return models.find(model, version).map(signed -> trusted(model, "version " + version, signed));
    }

    /** The newest version, unless there is none. @throws DamagedException if it was altered */
    Optional<ModelVersion> newest(String model) {
        return models.newest(model).map(signed -> trusted(model, "the newest version", signed));
    }

    private ModelVersion trusted(String model, String which, SignedDocument signed) {
        try {
            return known.of(signer.chain(), signed, Lineage::verified);
        } catch (RejectedException altered) {
            throw new DamagedException("the manifest of " + which + " of " + model + " was altered: "
                    + altered.getMessage(), altered);
        }
    }

    /** The manifest of the state of a version. @throws StoreException if there is none (any more), or it was altered */
    StateManifest state(ModelVersion version) {
        String model = version.manifest().model();
        int number = version.manifest().version();
        SignedDocument signed = models.state(model, number).orElseThrow(() -> new StoreException(
                "reading the state of " + model + " version " + number + ": there is none"));
        try {
            return StateManifest.verified(signer.chain(), signed, version);
        } catch (RejectedException altered) {
            throw new StoreException("reading the state of " + model + " version " + number, altered);
        }
    }

    /** A part of the versions of a model, newest first, as {@link ModelRegistry#versions} has it. */
    List<ListedVersion> list(String model, Optional<Integer> before, int limit) {
        return models.versions(model, before, limit).stream().map(row -> listed(model, row)).toList();
    }

    /** At most {@code limit} versions after one, oldest first. @throws DamagedException if one was altered */
    List<ModelVersion> after(String model, int version, int limit) {
        return models.versions(model, Optional.of((int) Math.min(Integer.MAX_VALUE, version + limit + 1L)), limit)
                .reversed().stream()
                .filter(row -> row.version() > version)
                .map(row -> trusted(model, "version " + row.version(), row.manifest())).toList();
    }

    /** The newest version of each of at most {@code limit} models with names after {@code after}, sorted by name. */
    List<ListedVersion> newestOfEach(String after, int limit) {
        return listed(models.newestOfEach(after, limit));
    }

    /** The same of deleted models that can be restored. */
    List<ListedVersion> newestOfDeleted(String after, int limit) {
        return listed(models.newestOfDeleted(after, limit));
    }

    private List<ListedVersion> listed(Map<String, ModelStore.Version> newest) {
        return newest.entrySet().stream().map(each -> listed(each.getKey(), each.getValue())).toList();
    }

    private ListedVersion listed(String model, ModelStore.Version row) {
        return ListedVersion.of(signer.chain(), model, row);
    }
}
