package io.tributary.coordinator.registry;

import io.tributary.coordinator.start.GivenStarts;
import io.tributary.coordinator.start.NetworkParts;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.RejectedException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Deletes what old versions hold: the packs of their chunks, and of what strategies remember. Signed manifests stay, as the lineage.
 * Rows go before the packs that they name, so that no row names a pack that is gone. Whoever reads a pack that is deleted meanwhile
 * reads on. Thread-safe; again is no change.
 */
final class OldVersions {
    private final ModelStore models;
    private final ObjectStore objects;
    private final Retention retention;

    OldVersions(ModelStore models, ObjectStore objects, Retention retention) {
        this.models = models;
        this.objects = objects;
        this.retention = retention;
    }

    /** Where the packs of a model's versions lie. */
    static String packsOf(String model) {
        return "models/" + model;
    }

    /** Where the packs of the states of a model's versions lie. */
    static String statesOf(String model) {
        return "states/" + model;
    }

    /** Deletes the states of versions below this one, and what was begun of them. */
    void forgetStates(Fence fence, String model, int version) {
        models.forgetStates(fence, model, version);
        delete(statesOf(model), begun -> begun < version, Set.of());
    }

    /** Deletes what only this version has. */
    void forget(String model, int version) throws RejectedException {
        models.forget(model, version).forEach(objects::delete);
    }

    /**
     * Removes a part of what is stored of a deleted model, rows before the packs that they name.
     *
     * @return whether there may be more
     */
    boolean remove(String model, int rows) {
        if (models.remove(model, rows)) {
            return true;
        }
        objects.deleteAll(packsOf(model));
        objects.deleteAll(statesOf(model));
        objects.deleteAll(GivenStarts.of(model));
        objects.deleteAll(NetworkParts.of(model));
        models.removed(model);
        return false;
    }

    /** Deletes the chunks that no kept version reaches. Looks only at versions that are no longer kept. */
    void retain(Fence fence, String model) {
        models.retain(fence, model, retention.versions()).forEach(objects::delete);
    }

    /**
     * Deletes packs that killed owners left: no row names them, and none ever will, because their version is there already.
     *
     * @param versions what of them is there; what is made of a version later than the newest is left alone
     */
    void sweep(String model, SignedVersions versions) {
        Optional<ModelVersion> newest = versions.newest(model);
        if (newest.isPresent()) {
            int last = newest.get().manifest().version();
            Set<String> states = statePacks(model, versions);
            delete(packsOf(model), begun -> begun <= last, models.packs(model));
            delete(statesOf(model), begun -> begun <= last, states);
        }
    }

    private Set<String> statePacks(String model, SignedVersions versions) {
        Set<String> packs = new HashSet<>();
        for (String pack : objects.list(statesOf(model))) {
            int version = PackWriter.versionOf(pack);
            if (models.state(model, version).isPresent()) {
                packs.addAll(versions.state(versions.find(model, version).orElseThrow()).packs());
            }
        }
        return packs;
    }

    private void delete(String prefix, IntPredicate version, Set<String> except) {
        objects.list(prefix).stream().filter(pack -> version.test(PackWriter.versionOf(pack)))
                .filter(pack -> !except.contains(pack)).forEach(objects::delete);
    }
}
