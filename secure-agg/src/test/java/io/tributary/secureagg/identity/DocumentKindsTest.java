package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signature counts for one kind of document alone, and no bytes of one kind read as another either. */
class DocumentKindsTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String UPLOAD = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";
    private static final String HASH = "ab".repeat(32);
    private static final byte[] KEY = new byte[32];
    private static final byte[] PAYLOAD = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);
    private static final List<Class<?>> KINDS = List.of(RunPlan.class, RoundOffer.class, ModelManifest.class,
            Certificate.class, AuditEntry.class, UpdateReport.class, UpdateReceipt.class,
            KeySet.class, KeyHandOver.class);

    private final SigningKey key = SigningKey.generate();

    private void assertReadsOnlyAsItself(Object document) throws Exception {
        byte[] believed = WireJson.write(document);
        for (Class<?> kind : KINDS) {
            if (kind == document.getClass()) {
                WireJson.readDocument(believed, kind);
            } else {
                assertThrows(RejectedException.class, () -> WireJson.readDocument(believed, kind),
                        document.getClass().getSimpleName() + " reads as a " + kind.getSimpleName());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfOneKindIsRefusedAsEveryOther(SignatureContext signed) throws Exception {
        SignedDocument document = key.sign(signed, PAYLOAD);
        for (SignatureContext read : SignatureContext.values()) {
            if (read == signed) {
                assertArrayEquals(PAYLOAD, key.publicKey().verify(read, document));
            } else {
                assertEquals(Reason.BAD_SIGNATURE, assertThrows(RejectedException.class,
                        () -> key.publicKey().verify(read, document), signed + " as " + read).reason());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureWithoutAKindOrWithPartOfItIsRefused(SignatureContext kind) {
        byte[] whole = kind.preimage(PAYLOAD);
        for (int from = 1; from <= whole.length - PAYLOAD.length; from++) {
            byte[] rest = Arrays.copyOfRange(whole, from, whole.length);
            assertRefused(kind, new SignedDocument(PAYLOAD, key.signature(rest), key.publicKey().raw()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureDoesNotMatchWhereLabelAndPayloadAreCutElsewhere(SignatureContext kind) {
        SignedDocument document = key.sign(kind, PAYLOAD);
        byte[] longer = kind.preimage(PAYLOAD);
        assertRefused(kind, new SignedDocument(longer, document.signature(), document.key()));
        for (SignatureContext other : SignatureContext.values()) {
            assertEquals(other == kind, other.label().equals(kind.label()), other + " and " + kind);
            assertEquals(other == kind, other.label().startsWith(kind.label()), other + " and " + kind);
            assertTrue(other.label().matches("[!-~]+"), other.label());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProofOfPossessionIsNoSignatureOfAnyKind(SignatureContext kind) {
        String[] proof = new PossessionProof("POST", "http://127.0.0.1/v1/sessions", 0, "an-id-that-is-used-once", null)
                .sign(key).split("\\.", -1);
        byte[] signed = (proof[0] + "." + proof[1]).getBytes(StandardCharsets.US_ASCII);
        assertRefused(kind, new SignedDocument(signed, Base64.getUrlDecoder().decode(proof[2]), key.publicKey().raw()));
    }

    private void assertRefused(SignatureContext kind, SignedDocument document) {
        assertEquals(Reason.BAD_SIGNATURE, assertThrows(RejectedException.class,
                () -> key.publicKey().verify(kind, document), () -> kind.label()).reason());
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
    void aSignedReportAndItsReceiptAreNothingElse() throws Exception {
        UpdateReport report = new UpdateReport(1, RUN, 1, "device-1", UPLOAD, HASH, HASH, 7);
        assertReadsOnlyAsItself(report);
        assertReadsOnlyAsItself(UpdateReceipt.of(report, 1));
    }

    @Test
    void aSignedKeySetAndItsHandOverAreNothingElse() throws Exception {
        SigningKeys keys = SigningKeys.generate(0).replace(Set.of(KeyPurpose.ROOT), 0, KeySet.LogEnd.EMPTY);
        assertReadsOnlyAsItself(keys.chain().newest().orElseThrow());
        assertReadsOnlyAsItself(new KeyHandOver(1, 2, HASH));
    }

    @Test
    void aPossessionProofIsNoDocumentAtAll() throws Exception {
        byte[] proof = new PossessionProof("POST", "http://127.0.0.1/v1/sessions", 0, "an-id-that-is-used-once", null)
                .sign(key).getBytes(StandardCharsets.US_ASCII);
        for (Class<?> kind : KINDS) {
            assertThrows(RejectedException.class, () -> WireJson.readDocument(proof, kind));
        }
    }

    @Test
    void aSignedManifestIsNothingElse() throws Exception {
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(2))));
        assertReadsOnlyAsItself(new ModelManifest(1, "model", 0, ModelManifest.Origin.initial(RUN, HASH),
                new ModelManifest.Content(layout, List.of(HASH), HASH, HASH),
                ModelSignature.of(List.of("cat", "dog"), List.of(1), new InputMeaning.Untold()), 0));
    }
}
