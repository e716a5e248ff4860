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
import io.tributary.secureagg.file.FollowedKeys;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.util.function.ToLongFunction;

/**
 * The keys that a device trusts, and no others: those that are pinned, and those that follow from them. Every method checks the signature
 * first and then reads strictly; it throws {@link RejectedException} with {@code UNSIGNED}, {@code WRONG_SIGNER} or {@code BAD_SIGNATURE}, or
 * the reason for which the content is no such document. Thread-safe.
 *
 * @param owner signs plans
 * @param coordinator sign offers, manifests, receipts and certificates
 */
public record PinnedKeys(VerifyingKey owner, FollowedKeys coordinator) {
    /** Keys of which nothing is kept. */
    public PinnedKeys(VerifyingKey owner, VerifyingKey coordinator) {
        this(owner, FollowedKeys.of(KeyChain.pinned(coordinator)));
    }

    /** A run's plan. */
    public Verified<RunPlan> plan(SignedDocument document) throws RejectedException {
        return new Verified<>(document,
                WireJson.readDocument(owner.verify(SignatureContext.RUN_PLAN, document), RunPlan.class));
    }

    /** The offer of a round: made anew by the key that speaks now. */
    public Verified<RoundOffer> offer(SignedDocument document) throws RejectedException {
        return new Verified<>(document, WireJson.readDocument(
                coordinator.chain().verifyNew(SignatureContext.ROUND_OFFER, document), RoundOffer.class));
    }

    /** An offer that this device took before, perhaps under an older key. */
    public Verified<RoundOffer> keptOffer(SignedDocument document) throws RejectedException {
        return new Verified<>(document, WireJson.readDocument(
                coordinator.chain().verify(SignatureContext.ROUND_OFFER, document), RoundOffer.class));
    }

    /** A model version's manifest. */
    public Verified<ModelManifest> manifest(SignedDocument document) throws RejectedException {
        return read(SignatureContext.MODEL_MANIFEST, document, ModelManifest.class, ModelManifest::created);
    }

    /** A device's certificate. */
    public Verified<Certificate> certificate(SignedDocument document) throws RejectedException {
        return read(SignatureContext.CERTIFICATE, document, Certificate.class, Certificate::issued);
    }

    /** That an update of this device counts. */
    public Verified<UpdateReceipt> receipt(SignedDocument document) throws RejectedException {
        return new Verified<>(document, WireJson.readDocument(
                coordinator.chain().verifyNew(SignatureContext.UPDATE_RECEIPT, document), UpdateReceipt.class));
    }

    private <T> Verified<T> read(SignatureContext context, SignedDocument document, Class<T> type,
            ToLongFunction<T> dated) throws RejectedException {
        return new Verified<>(document, coordinator.chain().read(context, document, type, dated));
    }
}
