package io.tributary.coordinator.device;

import io.tributary.coordinator.signature.VerifiedOnce;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;

/**
 * Offers as devices take them: signed by the key that speaks now. That of a round which was open while keys were replaced is signed again,
 * the same to the last byte of its payload. Thread-safe.
 */
public final class Offers {
    /** Bytes of offers of rounds that are open: each goes to every device of its cohort. */
    private static final int KNOWN = 1 << 20;

    private final SigningKeys keys;
    private final VerifiedOnce<SigningKeys, SignedDocument> known = new VerifiedOnce<>(KNOWN);

    /** Signs with the key of its purpose. */
    public Offers(SigningKeys keys) {
        this.keys = keys;
    }

    /** A stored offer. @throws DamagedException if no key of this coordinator signed it */
    SignedDocument of(SignedDocument stored) {
        try {
            return known.of(keys, stored, (signer, offer) -> signer.renew(SignatureContext.ROUND_OFFER, offer));
        } catch (RejectedException altered) {
            throw new DamagedException("the stored offer of a round was altered: " + altered.getMessage());
        }
    }
}
