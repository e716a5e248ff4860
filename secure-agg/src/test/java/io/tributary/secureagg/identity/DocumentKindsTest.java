package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures cover bytes, not kinds: so no signed bytes of one kind may read as another. */
class DocumentKindsTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String HASH = "ab".repeat(32);
    private static final byte[] KEY = new byte[32];
    private static final List<Class<?>> KINDS = List.of(RunPlan.class, RoundOffer.class, ModelManifest.class,
            Certificate.class, AuditEntry.class);

    private final SigningKey key = SigningKey.generate();

    private void assertReadsOnlyAsItself(Object document) throws Exception {
        byte[] believed = key.publicKey().verify(key.sign(WireJson.write(document)));
        for (Class<?> kind : KINDS) {
            if (kind == document.getClass()) {
                WireJson.readDocument(believed, kind);
            } else {
                assertThrows(RejectedException.class, () -> WireJson.readDocument(believed, kind),
                        document.getClass().getSimpleName() + " reads as a " + kind.getSimpleName());
            }
        }
    }

    @Test
    void aSignedOfferIsNothingElse() throws Exception {
        RoundOffer offer = new RoundOffer(1, RUN, 1, HASH, "model", 0, HASH,
                Base64.getEncoder().encodeToString(KEY), 0);
        assertReadsOnlyAsItself(offer);
    }

    @Test
    void aSignedCertificateIsNothingElse() throws Exception {
        assertReadsOnlyAsItself(new Certificate(1, "device-1", KEY, 0, 1));
    }

    @Test
    void aSignedAuditEntryIsNothingElse() throws Exception {
        assertReadsOnlyAsItself(new AuditEntry(1, 1, HASH, 0, "nobody", "none", "127.0.0.1", "GET /v1/audit", "",
                AuditEntry.Outcome.DENIED, "unauthenticated", 0));
    }

    @Test
    void aPossessionProofIsNoDocumentAtAll() throws Exception {
        byte[] proof = new PossessionProof("POST", "http://127.0.0.1/v1/sessions", 0, "an-id-that-is-used-once")
                .sign(key).getBytes(StandardCharsets.US_ASCII);
        for (Class<?> kind : KINDS) {
            assertThrows(RejectedException.class, () -> WireJson.readDocument(proof, kind));
        }
    }

    @Test
    void aSignedManifestIsNothingElse() throws Exception {
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(2))));
        assertReadsOnlyAsItself(new ModelManifest(1, "model", 0, new ModelManifest.Origin("0".repeat(64), RUN, 0, HASH),
                new ModelManifest.Content(layout, List.of(HASH), HASH, HASH), 0));
    }
}
