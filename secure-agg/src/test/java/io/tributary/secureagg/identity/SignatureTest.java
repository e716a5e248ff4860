package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.Bits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    /** Order of the group, RFC 8032 section 5.1. */
    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));

    private static final byte[] PAYLOAD = "a plan".getBytes(StandardCharsets.UTF_8);

    private static final SignatureContext KIND = SignatureContext.RUN_PLAN;

    private final SigningKey key = SigningKey.generate();
    private final SignedDocument signed = key.sign(KIND, PAYLOAD);

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private Reason refusal(byte[] payload, byte[] signature, byte[] signer) {
        SignedDocument document = new SignedDocument(payload, signature, signer);
        return assertThrows(RejectedException.class, () -> key.publicKey().verify(KIND, document)).reason();
    }

    /** RFC 8032 section 7.1, TEST 1 to TEST 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"})
    void knownAnswersOfTheRfc(String secret, String publicKey, String message, String signature) throws Exception {
        SigningKey known = SigningKey.decodeSecret(hex(secret));
        assertArrayEquals(hex(publicKey), known.publicKey().raw());
        assertArrayEquals(hex(signature), known.signature(hex(message)));
        assertTrue(VerifyingKey.of(hex(publicKey)).matches(hex(signature), hex(message)));
    }

    @Test
    void verifyingReturnsThePayload() throws Exception {
        assertArrayEquals(PAYLOAD, key.publicKey().verify(KIND, signed));
    }

    @Test
    void everyFlippedBitOfTheSignatureIsRefused() {
        for (int bit = 0; bit < 64 * 8; bit++) {
            assertEquals(Reason.BAD_SIGNATURE, refusal(PAYLOAD, Bits.flipped(signed.signature(), bit), signed.key()),
                    "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfThePayloadIsRefused() {
        for (int bit = 0; bit < PAYLOAD.length * 8; bit++) {
            assertEquals(Reason.BAD_SIGNATURE, refusal(Bits.flipped(PAYLOAD, bit), signed.signature(), signed.key()),
                    "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfTheNamedKeyIsAnotherSigner() {
        for (int bit = 0; bit < 32 * 8; bit++) {
            assertEquals(Reason.WRONG_SIGNER, refusal(PAYLOAD, signed.signature(), Bits.flipped(signed.key(), bit)),
                    "bit " + bit);
        }
    }

    @Test
    void aSecondFormOfTheSameSignatureIsRefused() {
        byte[] signature = signed.signature();
        byte[] scalar = reversed(Arrays.copyOfRange(signature, 32, 64));
        byte[] larger = reversed(new BigInteger(1, scalar).add(L).toByteArray());
        System.arraycopy(larger, 0, signature, 32, 32);
        assertEquals(Reason.BAD_SIGNATURE, refusal(PAYLOAD, signature, signed.key()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 63, 65, 128})
    void aSignatureOfAnotherLengthIsRefused(int length) {
        assertEquals(Reason.BAD_SIGNATURE, refusal(PAYLOAD, Arrays.copyOf(signed.signature(), length), signed.key()));
    }

    @Test
    void aSignatureOfZerosIsRefused() {
        assertEquals(Reason.BAD_SIGNATURE, refusal(PAYLOAD, new byte[64], signed.key()));
    }

    @Test
    void aDocumentWithoutASignatureIsUnsignedWhoeverItNames() {
        assertEquals(Reason.UNSIGNED, refusal(PAYLOAD, new byte[0], signed.key()));
        assertEquals(Reason.UNSIGNED, refusal(PAYLOAD, new byte[0], new byte[0]));
    }

    @Test
    void aGoodSignatureOfAKeyThatIsNotPinnedIsRefused() {
        SignedDocument foreign = SigningKey.generate().sign(KIND, PAYLOAD);
        assertEquals(Reason.WRONG_SIGNER, refusal(PAYLOAD, foreign.signature(), foreign.key()));
    }

    @Test
    void aForeignSignatureUnderThePinnedNameIsRefused() {
        SignedDocument foreign = SigningKey.generate().sign(KIND, PAYLOAD);
        assertEquals(Reason.BAD_SIGNATURE, refusal(PAYLOAD, foreign.signature(), signed.key()));
    }

    @Test
    void aNamedKeyOfAnotherLengthIsAnotherSigner() {
        assertEquals(Reason.WRONG_SIGNER, refusal(PAYLOAD, signed.signature(), new byte[0]));
        assertEquals(Reason.WRONG_SIGNER, refusal(PAYLOAD, signed.signature(), Arrays.copyOf(signed.key(), 33)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void aPublicKeyOfAnotherLengthIsRefused(int length) {
        assertEquals(Reason.INVALID_FIELD,
                assertThrows(RejectedException.class, () -> VerifyingKey.of(new byte[length])).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void aSecretOfAnotherLengthIsRefusedWithoutBeingPrinted(int length) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> SigningKey.decodeSecret(new byte[length]));
        assertEquals("a signing key has 32 secret bytes, not " + length, refused.getMessage());
    }

    /** R is the neutral point and S is 0, so the signature matches where the key's multiple is neutral: often. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    void aKeyForWhichAnybodyCanSignIsRefused(String hex) throws Exception {
        byte[] signature = new byte[64];
        signature[0] = 1;
        VerifyingKey trusting = VerifyingKey.trusted(hex(hex));
        int forged = 0;
        for (int message = 0; message < 100; message++) {
            SignedDocument document = new SignedDocument(new byte[] {(byte) message}, signature, hex(hex));
            try {
                trusting.verify(KIND, document);
                forged++;
            } catch (RejectedException noMatch) {
                assertEquals(Reason.BAD_SIGNATURE, noMatch.reason());
            }
        }
        assertNotEquals(0, forged, "the library refuses such keys by itself");
        assertEquals(Reason.INVALID_FIELD,
                assertThrows(RejectedException.class, () -> VerifyingKey.of(hex(hex))).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void anotherEncodingOfSuchAKeyIsRefused(String hex) {
        assertEquals(Reason.INVALID_FIELD,
                assertThrows(RejectedException.class, () -> VerifyingKey.of(hex(hex))).reason());
    }

    @Test
    void aStoredKeySignsAsBefore() {
        SigningKey stored = SigningKey.decodeSecret(key.encodeSecret());
        assertEquals(key.publicKey(), stored.publicKey());
        assertEquals(signed, stored.sign(KIND, PAYLOAD));
    }

    @Test
    void publicKeysAreEqualWhenTheirBytesAre() throws Exception {
        VerifyingKey same = VerifyingKey.of(key.publicKey().raw());
        assertEquals(key.publicKey(), same);
        assertEquals(key.publicKey().hashCode(), same.hashCode());
        assertNotEquals(key.publicKey(), SigningKey.generate().publicKey());
        same.raw()[0] ^= 1;
        assertEquals(key.publicKey(), same);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return reversed;
    }
}
