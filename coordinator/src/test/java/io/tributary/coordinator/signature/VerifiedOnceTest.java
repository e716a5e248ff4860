package io.tributary.coordinator.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerifiedOnceTest {
    private final SigningKey signer = SigningKey.generate();
    private final SignedDocument document =
            signer.sign(SignatureContext.CERTIFICATE, "ann".getBytes(StandardCharsets.UTF_8));
    private final VerifiedOnce<VerifyingKey, String> known = new VerifiedOnce<>(2 * (3 + VerifiedOnce.OVERHEAD));
    private final AtomicInteger checks = new AtomicInteger();

    private String read(VerifyingKey key, SignedDocument shown) throws RejectedException {
        return known.of(key, shown, (with, signed) -> {
            checks.incrementAndGet();
            return new String(with.verify(SignatureContext.CERTIFICATE, signed), StandardCharsets.UTF_8);
        });
    }

    @Test
    void theSameBytesAreCheckedOnce() throws RejectedException {
        assertEquals("ann", read(signer.publicKey(), document));
        assertEquals("ann", read(signer.publicKey(),
                new SignedDocument(document.payload(), document.signature(), document.key())));
        assertEquals(1, checks.get());
    }

    @Test
    void aGoodPayloadUnderAnotherSignatureIsRefusedEachTime() throws RejectedException {
        read(signer.publicKey(), document);
        byte[] altered = document.signature();
        altered[3] ^= 1;
        SignedDocument forged = new SignedDocument(document.payload(), altered, document.key());

        for (int i = 0; i < 2; i++) {
            assertEquals(Reason.BAD_SIGNATURE,
                    assertThrows(RejectedException.class, () -> read(signer.publicKey(), forged)).reason());
        }
        assertEquals(3, checks.get());
    }

    @Test
    void whatOneKeyFoundGoodIsNothingToAnother() throws RejectedException {
        read(signer.publicKey(), document);

        assertEquals(Reason.WRONG_SIGNER, assertThrows(RejectedException.class,
                () -> read(SigningKey.generate().publicKey(), document)).reason());
    }

    @Test
    void noMoreAreRememberedThanItWasMadeFor() throws RejectedException {
        for (int i = 0; i < 3; i++) {
            read(signer.publicKey(), signer.sign(SignatureContext.CERTIFICATE, new byte[] {(byte) ('a' + i)}));
        }
        for (int i = 0; i < 3; i++) {
            read(signer.publicKey(), signer.sign(SignatureContext.CERTIFICATE, new byte[] {(byte) ('a' + i)}));
        }
        assertTrue(checks.get() > 3, checks + " checks");
    }
}
