package io.tributary.client.internal.round;

import io.tributary.client.internal.trust.Lineage;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ModelManifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows a model's lineage from the version held to a later one, manifest by manifest (I6): a device that slept does not take a version
 * whose ancestors fork from what it holds. How far it came is remembered, so that what a deadline cut short goes on there. One thread.
 */
final class LineageCheck {
    private final PinnedKeys keys;
    private final Map<String, Followed> followed = new HashMap<>();

    LineageCheck(PinnedKeys keys) {
        this.keys = keys;
    }

    /** A version that descends from the one that was held. */
    private record Followed(String held, Verified<ModelManifest> last) {}

    /** Fetches a version's manifest, its signature, name and number checked. */
    @FunctionalInterface
    interface Manifests {
        Verified<ModelManifest> of(int version) throws RejectedException, IOException, InterruptedException;
    }

    /**
     * Passes if each version from the one held on is the parent of the one after it, up to {@code next}.
     *
     * @throws RejectedException BAD_LINEAGE, or why a manifest between is not to be had
     */
    void require(Verified<ModelManifest> held, Verified<ModelManifest> next, Manifests manifests)
            throws RejectedException, IOException, InterruptedException {
        Lineage.requireForward(held, next.content().version(), next.hash());
        Verified<ModelManifest> last = start(held, next);
        while (last.content().version() + 1 < next.content().version()) {
            Verified<ModelManifest> between = manifests.of(last.content().version() + 1);
            Lineage.requireSuccessor(keys, last, between);
            followed.put(held.content().model(), new Followed(held.hash(), between));
            last = between;
        }
        Lineage.requireSuccessor(keys, last, next);
    }

    private Verified<ModelManifest> start(Verified<ModelManifest> held, Verified<ModelManifest> next) {
        Followed before = followed.get(held.content().model());
        return before != null && before.held().equals(held.hash())
                && before.last().content().version() < next.content().version() ? before.last() : held;
    }
}
