package io.tributary.coordinator.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.access.LocalRegistrar;
import io.tributary.coordinator.access.PlanOwners;
import io.tributary.coordinator.audit.AuditVerifier;
import io.tributary.coordinator.run.SignedReports;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was signed as one kind of document is refused where the coordinator reads another, though one key signs many kinds. */
class SignedKindsTest {
    private static final byte[] PAYLOAD = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);
    private final SigningKey key = SigningKey.generate();
    private final KeyChain keys = KeyChain.pinned(key.publicKey());

    private interface Reader {
        void read(SignedDocument document) throws RejectedException;
    }

    private final Map<SignatureContext, Reader> readers = Map.of(
            SignatureContext.CERTIFICATE,
            document -> new LocalRegistrar(SigningKeys.single(key), Duration.ofDays(1), InstantSource.system())
                    .read(document),
            SignatureContext.RUN_PLAN, document -> new PlanOwners(List.of(key.publicKey())).read(document),
            SignatureContext.MODEL_MANIFEST, document -> Lineage.verified(keys, document),
            SignatureContext.STATE_MANIFEST,
            document -> StateManifest.verified(keys, document, new RegistryWorld().genesis()),
            SignatureContext.UPDATE_REPORT,
            document -> new SignedReports(_ -> key.publicKey()).verify("ann", document));

    @Test
    void everyKindIsRefusedByTheReadersOfAllOthers() {
        for (SignatureContext kind : SignatureContext.values()) {
            SignedDocument document = key.sign(kind, PAYLOAD);
            readers.forEach((own, reader) -> {
                RejectedException refused = assertThrows(RejectedException.class, () -> reader.read(document));
                assertEquals(own == kind, refused.detail().contains("\"v\""), kind + " as " + own + refused.detail());
                assertEquals(own != kind, refused.detail().contains("as " + own.label()), refused.detail());
            });
        }
    }

    @Test
    void whatIsNoEntryIsNoneInTheAuditLog() {
        for (SignatureContext kind : SignatureContext.values()) {
            if (kind != SignatureContext.AUDIT_ENTRY) {
                String said = new AuditVerifier(keys, Optional.empty())
                        .verify(List.of(key.sign(kind, PAYLOAD)).iterator()).toString();
                assertEquals(true, said.contains(Reason.BAD_SIGNATURE.code()), said);
            }
        }
    }
}
