package io.tributary.client.internal.transport;

import java.time.Instant;
import java.util.Optional;

/** Makes the proofs of possession with which a session is opened (RFC 9449). */
public interface ProofMaker {
    /** The coordinator's clock, as an answer told it, to the second. Proofs that are made later are dated by it. */
    void heard(Instant now);

    /**
     * A fresh proof in compact form.
     *
     * @param address absolute address of {@code /v1/sessions} at the coordinator that the proof is for
     * @param nonce what the coordinator wants it to name, if it told
     */
    String proof(String address, Optional<String> nonce);
}
