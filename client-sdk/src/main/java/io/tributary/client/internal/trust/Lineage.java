package io.tributary.client.internal.trust;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;

/**
 * Which version may follow the one that a device holds (I6): never an older one, the same version only with the same manifest, the
 * next one only as its child. A device that skips versions looks at the manifest of each of them: a child names
 * its parent's hash, so the signature of the last one speaks for all.
 */
public final class Lineage {
    private Lineage() {}

    /**
     * Checks what is promised before anything is fetched.
     *
     * @throws RejectedException {@link Reason#BAD_LINEAGE}
     */
    public static void requireForward(Verified<ModelManifest> held, int version, String hash) throws RejectedException {
        requireNotOlder(held, version);
        if (version == held.content().version() && !hash.equals(held.hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "version " + version + " of '" + held.content().model()
                    + "' is held with the manifest " + held.hash() + "; another one, " + hash + ", cannot replace it");
        }
    }

    /**
     * Checks that the version promised is not older than the one held.
     *
     * @throws RejectedException {@link Reason#BAD_LINEAGE}
     */
    public static void requireNotOlder(Verified<ModelManifest> held, int version) throws RejectedException {
        if (version < held.content().version()) {
            throw new RejectedException(Reason.BAD_LINEAGE, "version " + version + " of '" + held.content().model()
                    + "' is older than version " + held.content().version() + ", which this device holds");
        }
    }

    /**
     * Checks that a verified manifest was not signed by an older key than the one held, and may take its place.
     *
     * @param keys with which both were verified
     * @throws RejectedException {@link Reason#BAD_LINEAGE}
     */
    public static void requireForward(PinnedKeys keys, Verified<ModelManifest> held, Verified<ModelManifest> next)
            throws RejectedException {
        ModelManifest manifest = next.content();
        if (keys.coordinator().chain().isOlder(SignatureContext.MODEL_MANIFEST, next.document(), held.document())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "version " + manifest.version() + " of '" + manifest.model()
                    + "' was signed by an older key than version " + held.content().version() + ", which it follows");
        }
        requireForward(held, manifest.version(), next.hash());
    }

    /**
     * Checks the next step of a lineage. Who trusts the signature of the last one trusts all before it, as each names the hash of its parent.
     *
     * @param hash of the manifest of the version before
     * @throws RejectedException {@link Reason#BAD_LINEAGE}
     */
    public static void requireChild(ModelManifest manifest, int parent, String hash) throws RejectedException {
        if (manifest.version() != parent + 1 || !manifest.origin().parent().equals(hash)) {
            throw new RejectedException(Reason.BAD_LINEAGE, "after version " + parent + " of '" + manifest.model()
                    + "', whose manifest is " + hash + ", stands version " + manifest.version() + ", which names "
                    + manifest.origin().parent() + " as its parent");
        }
    }
}
