package io.tributary.client.internal.round;

import io.tributary.client.internal.trust.Lineage;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows a model's lineage from the version held to a later one, manifest by manifest (I6): a device that slept does not take a version
 * whose ancestors fork from what it holds. Between two signatures that it checked, of the first and of the last, hashes suffice. How far it
 * came is remembered, so that what a deadline cut short goes on there. One thread.
 */
final class LineageCheck {
    private final PinnedKeys keys;
    private final Map<String, Followed> followed = new HashMap<>();

    LineageCheck(PinnedKeys keys) {
        this.keys = keys;
    }

    /** A version that descends from the one that was held. */
    private record Followed(String held, int version, String hash) {}

    /** Fetches manifests of the versions after one, oldest first. */
    @FunctionalInterface
    interface Manifests {
        ManifestPage after(int version) throws RejectedException, IOException, InterruptedException;
    }

    /**
     * Passes if each version from the one held on is the parent of the one after it, up to {@code next}.
     *
     * @throws RejectedException BAD_LINEAGE, or why a manifest between is not to be had
     */
    void require(Verified<ModelManifest> held, Verified<ModelManifest> next, Manifests manifests)
            throws RejectedException, IOException, InterruptedException {
        Lineage.requireForward(keys, held, next);
        if (next.hash().equals(held.hash())) {
            return;
        }
        String model = held.content().model();
        Followed last = start(held, next.content());
        followed.remove(model); // what does not lead to the next version is not gone on from
        while (last.version() + 1 < next.content().version()) {
            ManifestPage page = page(manifests, last, model);
            last = follow(page, last, next.content());
        }
        Lineage.requireChild(next.content(), last.version(), last.hash());
        followed.put(model, last);
    }

    private Followed start(Verified<ModelManifest> held, ModelManifest next) {
        Followed before = followed.get(next.model());
        return before != null && before.held().equals(held.hash()) && before.version() < next.version() ? before
                : new Followed(held.hash(), held.content().version(), held.hash());
    }

    private ManifestPage page(Manifests manifests, Followed last, String model)
            throws RejectedException, IOException, InterruptedException {
        try {
            return manifests.after(last.version());
        } catch (RejectedException | IOException | InterruptedException cutShort) {
            followed.put(model, last);
            throw cutShort;
        }
    }

    private static Followed follow(ManifestPage page, Followed from, ModelManifest next) throws RejectedException {
        Followed last = from;
        for (SignedDocument document : page.manifests()) {
            if (last.version() + 1 == next.version()) {
                return last;
            }
            ModelManifest manifest = WireJson.readDocument(document.payload(), ModelManifest.class);
            if (!manifest.model().equals(next.model())) {
                throw new RejectedException(Reason.BAD_LINEAGE, "in the lineage of '" + next.model()
                        + "' stands a version of '" + manifest.model() + "'");
            }
            Lineage.requireChild(manifest, last.version(), last.hash());
            last = new Followed(from.held(), manifest.version(), document.hash());
        }
        if (last.version() == from.version()) {
            throw new RejectedException(Reason.BAD_LINEAGE, "the lineage of '" + next.model() + "' ends with version "
                    + last.version() + ", where version " + next.version() + " is offered");
        }
        return last;
    }
}
