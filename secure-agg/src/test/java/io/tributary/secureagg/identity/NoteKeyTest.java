package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.NoteSignature;
import io.tributary.protocol.transparency.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {
    /** The example of golang.org/x/mod/sumdb/note. */
    private static final String OTHERS_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String OTHERS_NOTE =
            """
                    If you think cryptography is the answer to your problem,
                    then you don't know what your problem is.

                    \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                    """;

    private final SigningKey key = SigningKey.generate();
    private final Checkpoint head = new Checkpoint("example.com/log", 7, Sha256.of(new byte[1]));

    @Test
    void aNoteOfAnotherProgramIsSignedByItsKey() throws RejectedException {
        NoteKey others = NoteKey.parse(OTHERS_KEY);
        assertEquals(OTHERS_KEY, others.text());
        SignedNote note = SignedNote.parse(OTHERS_NOTE.getBytes(StandardCharsets.UTF_8));
        assertEquals(note.signatures().get(0), others.verify(note));
        SignedNote altered = SignedNote.parse(OTHERS_NOTE.replace("answer", "Answer").getBytes(StandardCharsets.UTF_8));
        assertEquals(Reason.BAD_SIGNATURE,
                assertThrows(RejectedException.class, () -> others.verify(altered)).reason());
    }

    @Test
    void aHeadThatAKeySetsVersionsKeySignedIsKnownByTheChain() throws RejectedException {
        SigningKeys keys = SigningKeys.generate(1);
        SignedNote note = keys.signHead(new Checkpoint(keys.chain().logName(), 7, head.root()));
        assertArrayEquals(note.bytes(), SignedNote.parse(note.bytes()).bytes());
        assertEquals(note.signatures().get(0), keys.chain().logKey().verify(note));
        SigningKeys next = keys.replace(Set.of(KeyPurpose.VERSIONS, KeyPurpose.ROOT), 2,
                KeySet.LogEnd.EMPTY);
        assertEquals(keys.chain().logName(), next.chain().logName());
        assertEquals(Reason.UNSIGNED,
                assertThrows(RejectedException.class, () -> next.chain().logKey().verify(note)).reason());
    }

    @Test
    void aWitnessSignsTextAndTime() throws RejectedException {
        NoteKey witness = new NoteKey("example.com/w", NoteSignature.Type.COSIGNATURE, key.publicKey());
        NoteSignature signature = NoteKey.cosign(key, witness.name(), 1_700_000_000, head.text());
        SignedNote note = new SignedNote(head.text(), List.of(signature));
        assertEquals(1_700_000_000, NoteKey.time(witness.verify(note).signature()));
        for (int at = 0; at < signature.signature().length; at++) {
            byte[] flipped = signature.signature();
            flipped[at] ^= 1;
            SignedNote altered =
                    new SignedNote(head.text(), List.of(new NoteSignature(witness.name(), signature.keyId(), flipped)));
            assertEquals(Reason.BAD_SIGNATURE,
                    assertThrows(RejectedException.class, () -> witness.verify(altered)).reason());
        }
    }

    @Test
    void aKeyOfOneTypeSignsNothingOfTheOther() {
        NoteKey log = new NoteKey("k", NoteSignature.Type.ED25519, key.publicKey());
        SignedNote cosigned = new SignedNote(head.text(), List.of(NoteKey.cosign(key, "k", 1, head.text())));
        assertEquals(Reason.UNSIGNED, assertThrows(RejectedException.class, () -> log.verify(cosigned)).reason());
        NoteKey witness = new NoteKey("k", NoteSignature.Type.COSIGNATURE, key.publicKey());
        SignedNote signed = new SignedNote(head.text(), List.of(NoteKey.sign(key, "k", head.text())));
        RejectedException refused = assertThrows(RejectedException.class, () -> witness.verify(signed));
        assertTrue(refused.detail().contains("not signed by k+"), refused.detail());
    }

    @Test
    void oneFalseSignatureAmongTrueOnesIsEnoughToRefuse() throws RejectedException {
        NoteKey log = new NoteKey("k", NoteSignature.Type.ED25519, key.publicKey());
        NoteSignature good = NoteKey.sign(key, "k", head.text());
        NoteSignature foreign = NoteKey.sign(SigningKey.generate(), "k", head.text());
        assertEquals(good, log.verify(new SignedNote(head.text(), List.of(foreign, good))));
        NoteSignature bad = new NoteSignature("k", good.keyId(), new byte[64]);
        SignedNote note = new SignedNote(head.text(), List.of(good, bad));
        assertEquals(Reason.BAD_SIGNATURE, assertThrows(RejectedException.class, () -> log.verify(note)).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "k+1+2+3", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3+ARpc",
        "a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"})
    void whatIsNoKeyIsRefused(String text) {
        assertEquals(Reason.INVALID_FIELD, assertThrows(RejectedException.class, () -> NoteKey.parse(text)).reason());
    }
}
