package io.tributary.secureagg.identity;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A link of a chain that follows the links before. */
record VerifiedKeySet(KeyLink link, KeySet content, Map<KeyPurpose, VerifyingKey> keys) {
    /** What a link says; nothing of it is believed yet. */
    static KeySet content(KeyLink link) throws RejectedException {
        return WireJson.readDocument(link.set().payload(), KeySet.class);
    }

    /** A link verified against those before. */
    static VerifiedKeySet after(List<VerifiedKeySet> before, KeyLink link, KeySet set) throws RejectedException {
        Map<KeyPurpose, VerifyingKey> keys = new EnumMap<>(KeyPurpose.class);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            keys.put(purpose, VerifyingKey.of(set.keys().raw(purpose)));
        }
        VerifiedKeySet next = new VerifiedKeySet(link, set, keys);
        next.key(KeyPurpose.ROOT).verify(SignatureContext.KEY_SET, link.set());
        next.requirePlace(before);
        next.requireHandOver(before);
        for (VerifiedKeySet older : before) {
            next.requireSamePurposes(older);
        }
        return next;
    }

    VerifyingKey key(KeyPurpose purpose) {
        VerifyingKey key = keys.get(purpose);
        if (key == null) {
            throw new IllegalStateException("no key for " + purpose);
        }
        return key;
    }

    String hash() {
        return link.set().hash();
    }

    private static VerifiedKeySet last(List<VerifiedKeySet> before) {
        return before.get(before.size() - 1);
    }

    private void requirePlace(List<VerifiedKeySet> before) throws RejectedException {
        String previous = before.isEmpty() ? Sha256.ZERO.hex() : last(before).hash();
        if (content.sequence() != before.size() + 1 || !content.previous().equals(previous)) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "key set " + content.sequence() + " on " + content.previous()
                            + " stands where set " + (before.size() + 1) + " on " + previous + " would be right");
        }
        if (!before.isEmpty() && content.since() < last(before).content().since()) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "key set " + content.sequence() + " is dated before the set before it");
        }
    }

    /** The root before signs a new root; where the root stays, or there is none before, nothing of the kind may stand. */
    private void requireHandOver(List<VerifiedKeySet> before) throws RejectedException {
        SignedDocument handOver = link.handOver();
        if (before.isEmpty() || last(before).key(KeyPurpose.ROOT).equals(key(KeyPurpose.ROOT))) {
            if (handOver != null) {
                throw new RejectedException(Reason.INVALID_FIELD,
                        "key set " + content.sequence() + " has no new root, and so no hand-over");
            }
            return;
        }
        if (handOver == null) {
            throw new RejectedException(Reason.UNSIGNED, "key set " + content.sequence()
                    + " has a new root, which must be signed by " + last(before).key(KeyPurpose.ROOT));
        }
        KeyHandOver said = WireJson.readDocument(last(before).key(KeyPurpose.ROOT)
                .verify(SignatureContext.KEY_HAND_OVER, handOver), KeyHandOver.class);
        if (said.sequence() != content.sequence() || !said.set().equals(hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "the hand-over is to key set " + said.sequence() + ", "
                    + said.set() + ", not to set " + content.sequence() + ", " + hash());
        }
    }

    private void requireSamePurposes(VerifiedKeySet older) throws RejectedException {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            for (KeyPurpose other : KeyPurpose.values()) {
                if (purpose != other && key(purpose).equals(older.key(other))) {
                    throw new RejectedException(Reason.INVALID_FIELD, "key set " + content.sequence() + " has for "
                            + purpose.code() + " the key that was for " + other.code());
                }
            }
        }
    }
}
