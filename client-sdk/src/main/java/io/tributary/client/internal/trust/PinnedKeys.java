package io.tributary.client.internal.trust;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;

/**
 * The keys that a device trusts, and no others. Every method checks the signature first and then reads strictly; it throws
 * {@link RejectedException} with {@code UNSIGNED}, {@code WRONG_SIGNER} or {@code BAD_SIGNATURE}, or the reason for which the
 * content is no such document. Immutable.
 *
 * @param owner signs plans
 * @param coordinator signs offers, manifests, receipts and certificates
 */
public record PinnedKeys(VerifyingKey owner, VerifyingKey coordinator) {
    /** A run's plan. */
    public Verified<RunPlan> plan(SignedDocument document) throws RejectedException {
        return read(owner, SignatureContext.RUN_PLAN, document, RunPlan.class);
    }

    /** The offer of a round. */
    public Verified<RoundOffer> offer(SignedDocument document) throws RejectedException {
        return read(coordinator, SignatureContext.ROUND_OFFER, document, RoundOffer.class);
    }

    /** A model version's manifest. */
    public Verified<ModelManifest> manifest(SignedDocument document) throws RejectedException {
        return read(coordinator, SignatureContext.MODEL_MANIFEST, document, ModelManifest.class);
    }

    /** A device's certificate. */
    public Verified<Certificate> certificate(SignedDocument document) throws RejectedException {
        return read(coordinator, SignatureContext.CERTIFICATE, document, Certificate.class);
    }

    /** That an update of this device counts. */
    public Verified<UpdateReceipt> receipt(SignedDocument document) throws RejectedException {
        return read(coordinator, SignatureContext.UPDATE_RECEIPT, document, UpdateReceipt.class);
    }

    private static <T> Verified<T> read(VerifyingKey key, SignatureContext context, SignedDocument document,
            Class<T> type) throws RejectedException {
        return new Verified<>(document, WireJson.readDocument(key.verify(context, document), type));
    }
}
