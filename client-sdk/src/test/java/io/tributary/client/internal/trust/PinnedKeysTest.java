package io.tributary.client.internal.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was signed as one kind of document is refused as every other, though one key signs many kinds. */
class PinnedKeysTest {
    private static final byte[] PAYLOAD = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate();
    private final PinnedKeys keys = new PinnedKeys(key.publicKey(), key.publicKey());

    private interface Reader {
        Verified<?> read(SignedDocument document) throws RejectedException;
    }

    private final Map<SignatureContext, Reader> readers = Map.of(SignatureContext.RUN_PLAN, keys::plan,
            SignatureContext.ROUND_OFFER, keys::offer, SignatureContext.MODEL_MANIFEST, keys::manifest,
            SignatureContext.CERTIFICATE, keys::certificate, SignatureContext.UPDATE_RECEIPT, keys::receipt);

    @Test
    void everyKindIsRefusedByTheReadersOfAllOthers() {
        for (SignatureContext kind : SignatureContext.values()) {
            SignedDocument document = key.sign(kind, PAYLOAD);
            readers.forEach((own, reader) -> assertEquals(
                    own == kind ? Reason.UNSUPPORTED_VERSION : Reason.BAD_SIGNATURE,
                    assertThrows(RejectedException.class, () -> reader.read(document)).reason(),
                    kind + " read as " + own));
        }
    }
}
