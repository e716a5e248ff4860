package io.tributary.coordinator.access;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import java.util.Arrays;
import java.util.List;

/** The model owners whose plans run here. Immutable and safe for use by many threads. */
public final class PlanOwners {
    private final List<VerifyingKey> owners;

    /** Those with these keys. */
    public PlanOwners(List<VerifyingKey> owners) {
        this.owners = List.copyOf(owners);
    }

    /**
     * What a plan says that one of the owners signed.
     *
     * @throws RejectedException {@link Reason#UNSIGNED}, {@link Reason#WRONG_SIGNER} or {@link Reason#BAD_SIGNATURE}, or why it is no plan
     */
    public RunPlan read(SignedDocument document) throws RejectedException {
        byte[] signer = document.key();
        if (document.signature().length == 0) {
            throw new RejectedException(Reason.UNSIGNED, "a plan must be signed by one of " + owners);
        }
        VerifyingKey pinned = owners.stream().filter(owner -> Arrays.equals(owner.raw(), signer)).findFirst()
                .orElseThrow(() -> new RejectedException(Reason.WRONG_SIGNER,
                        "the plan's signer is not one of " + owners));
        return WireJson.readDocument(pinned.verify(SignatureContext.RUN_PLAN, document), RunPlan.class);
    }
}
