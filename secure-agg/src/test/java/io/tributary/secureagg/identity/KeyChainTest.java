package io.tributary.secureagg.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever pins a root follows the sets that come after it, and no others; a key signs the documents of its purpose alone. */
class KeyChainTest {
    private static final byte[] PAYLOAD = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Set<KeyPurpose> ALL = EnumSet.allOf(KeyPurpose.class);

    private final SigningKeys first = SigningKeys.generate(1_000);
    private final SigningKeys second = next(first, ALL, 2_000);
    private final SigningKeys third = next(second, ALL, 3_000);

    private static SigningKeys next(SigningKeys before, Set<KeyPurpose> purposes, long since) {
        return before.replace(purposes, since, KeySet.LogEnd.EMPTY);
    }

    private static List<KeyLink> links(SigningKeys keys) {
        return keys.chain().links(1);
    }

    private static KeyLink last(SigningKeys keys) {
        List<KeyLink> links = links(keys);
        return links.get(links.size() - 1);
    }

    private static void refused(Reason reason, KeyChain known, List<KeyLink> links) {
        RejectedException refused = assertThrows(RejectedException.class, () -> known.follow(links));
        assertEquals(reason, refused.reason(), refused.detail());
    }

    private static Certificate certificate(long issued) {
        return new Certificate(1, "ann", new byte[32], issued, Long.MAX_VALUE);
    }

    private static SignedDocument signed(SigningKeys keys, long issued) {
        return keys.sign(SignatureContext.CERTIFICATE, WireJson.write(certificate(issued)));
    }

    private static Certificate read(KeyChain chain, SignedDocument document) throws RejectedException {
        return chain.read(SignatureContext.CERTIFICATE, document, Certificate.class, Certificate::issued);
    }

    @Test
    void whoeverPinsAnyRootOfTheChainComesToTheNewestKeys() throws Exception {
        for (SigningKeys pinned : List.of(first, second, third)) {
            KeyChain chain = KeyChain.pinned(pinned.root()).follow(links(third));
            assertEquals(3, chain.sequence());
            for (KeyPurpose purpose : KeyPurpose.values()) {
                assertEquals(third.chain().key(purpose), chain.key(purpose));
            }
        }
    }

    @Test
    void whoeverWasAwayFollowsFromTheNewestSetThatIsKnown() throws Exception {
        KeyChain before = KeyChain.pinned(first.root()).follow(links(first));
        assertEquals(third.root(), before.follow(third.chain().links(1)).key(KeyPurpose.ROOT));
        KeyChain between = before.follow(second.chain().links(1));
        assertEquals(third.root(), between.follow(third.chain().links(2)).key(KeyPurpose.ROOT));
        assertEquals(second.root(), between.follow(second.chain().links(2)).key(KeyPurpose.ROOT));
    }

    @Test
    void anotherCoordinatorIsNeverFollowed() {
        refused(Reason.WRONG_SIGNER, KeyChain.pinned(SigningKey.generate().publicKey()), links(third));
        refused(Reason.BAD_LINEAGE, third.chain(), links(next(SigningKeys.generate(1_000), ALL, 2_000)));
    }

    @Test
    void theChainNeverForksAndNeverGoesBack() {
        SigningKeys fork = next(first, ALL, 2_000);
        refused(Reason.BAD_LINEAGE, second.chain(), links(fork));
        refused(Reason.BAD_LINEAGE, second.chain(), links(next(fork, ALL, 3_000)));
        refused(Reason.BAD_LINEAGE, second.chain(), next(fork, ALL, 3_000).chain().links(3));
        refused(Reason.BAD_LINEAGE, second.chain(), links(first));
        refused(Reason.BAD_LINEAGE, second.chain(), List.of());
        refused(Reason.BAD_LINEAGE, first.chain(), third.chain().links(3));
        refused(Reason.BAD_LINEAGE, KeyChain.pinned(second.root()), third.chain().links(2));
    }

    /** A set like the next one, changed, and signed and handed over by these keys. */
    private KeyLink forged(KeySet content, SigningKeys root, SigningKey hands) {
        SignedDocument set = root.sign(SignatureContext.KEY_SET, WireJson.write(content));
        return new KeyLink(set, hands.sign(SignatureContext.KEY_HAND_OVER,
                WireJson.write(new KeyHandOver(1, content.sequence(), set.hash()))));
    }

    @Test
    void aHandOverIsSignedByTheRootBeforeAndNamesTheSetItIsTo() {
        KeySet right = second.chain().newest().orElseThrow();
        KeyLink link = last(second);
        refused(Reason.WRONG_SIGNER, first.chain(),
                List.of(links(first).get(0), forged(right, second, SigningKey.generate())));
        refused(Reason.UNSIGNED, first.chain(), List.of(links(first).get(0), new KeyLink(link.set(), null)));
        refused(Reason.BAD_LINEAGE, first.chain(), List.of(links(first).get(0),
                new KeyLink(link.set(), last(next(first, ALL, 2_000)).handOver())));
        refused(Reason.BAD_SIGNATURE, first.chain(), List.of(links(first).get(0), new KeyLink(link.set(),
                first.sign(SignatureContext.KEY_SET, WireJson.write(new KeyHandOver(1, 2, link.set().hash()))))));
        SignedDocument stranger = third.sign(SignatureContext.KEY_SET, link.set().payload());
        refused(Reason.WRONG_SIGNER, first.chain(), List.of(links(first).get(0), new KeyLink(stranger, null)));
    }

    @Test
    void aSetStandsInItsPlaceAndInItsTime() {
        KeySet right = second.chain().newest().orElseThrow();
        SigningKey hands = SigningKey.decodeSecret(Arrays.copyOf(first.encodeSecrets(), 32));
        List<KeySet> wrong = List.of(
                new KeySet(1, 3, right.previous(), right.since(), right.keys(), right.log()),
                new KeySet(1, 2, Sha256.ZERO.hex(), right.since(), right.keys(), right.log()),
                new KeySet(1, 2, right.previous(), 999, right.keys(), right.log()));
        for (KeySet set : wrong) {
            refused(Reason.BAD_LINEAGE, first.chain(), List.of(links(first).get(0), forged(set, second, hands)));
        }
    }

    @Test
    void aKeyNeverChangesItsPurpose() throws Exception {
        KeySet right = second.chain().newest().orElseThrow();
        KeySet.Keys old = first.chain().newest().orElseThrow().keys();
        KeySet.Keys now = right.keys();
        SigningKey hands = SigningKey.decodeSecret(Arrays.copyOf(first.encodeSecrets(), 32));
        KeySet.Keys crossed = new KeySet.Keys(now.root(), old.versions(), now.offers(), now.receipts(), now.versions(),
                now.audit(), now.directory());
        refused(Reason.INVALID_FIELD, first.chain(), List.of(links(first).get(0),
                forged(new KeySet(1, 2, right.previous(), right.since(), crossed, right.log()), second, hands)));
        assertThrows(IllegalArgumentException.class, () -> new KeySet.Keys(now.root(), now.root(), now.offers(),
                now.receipts(), now.versions(), now.audit(), now.directory()));
    }

    @Test
    void whatAnOldKeySignedInItsTimeHoldsAndNothingAfterIt() throws Exception {
        KeyChain chain = KeyChain.pinned(first.root()).follow(links(third));
        assertEquals(1_500, read(chain, signed(first, 1_500)).issued());
        assertEquals(2_000, read(chain, signed(first, 2_000)).issued());
        assertEquals(2_500, read(chain, signed(second, 2_500)).issued());
        assertEquals(9_000, read(chain, signed(third, 9_000)).issued());
        for (SignedDocument late : List.of(signed(first, 2_001), signed(second, 3_001))) {
            assertEquals(Reason.WRONG_SIGNER,
                    assertThrows(RejectedException.class, () -> read(chain, late)).reason());
        }
        assertTrue(chain.isOlder(SignatureContext.CERTIFICATE, signed(first, 0), signed(second, 0)));
        assertFalse(chain.isOlder(SignatureContext.CERTIFICATE, signed(third, 0), signed(second, 0)));
    }

    @Test
    void whatIsNewIsSignedByTheNewestKeyAlone() throws Exception {
        SignedDocument old = first.sign(SignatureContext.ROUND_OFFER, PAYLOAD);
        assertArrayEquals(PAYLOAD, second.chain().verify(SignatureContext.ROUND_OFFER, old));
        assertEquals(Reason.WRONG_SIGNER, assertThrows(RejectedException.class,
                () -> second.chain().verifyNew(SignatureContext.ROUND_OFFER, old)).reason());
        SignedDocument renewed = second.renew(SignatureContext.ROUND_OFFER, old);
        assertArrayEquals(PAYLOAD, second.chain().verifyNew(SignatureContext.ROUND_OFFER, renewed));
        assertEquals(renewed, second.renew(SignatureContext.ROUND_OFFER, renewed));
        assertThrows(RejectedException.class, () -> second.renew(SignatureContext.ROUND_OFFER,
                SigningKey.generate().sign(SignatureContext.ROUND_OFFER, PAYLOAD)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"RUN_PLAN", "UPDATE_REPORT"})
    void aKeyOfOnePurposeIsRefusedForEveryKindOfAnother(SignatureContext kind) throws Exception {
        KeyPurpose right = KeyPurpose.of(kind);
        ByteBuffer secrets = ByteBuffer.wrap(first.encodeSecrets());
        for (KeyPurpose purpose : KeyPurpose.values()) {
            byte[] secret = new byte[SigningKey.SECRET_BYTES];
            secrets.get(secret);
            SigningKey key = SigningKey.decodeSecret(secret);
            SignedDocument document = key.sign(kind, PAYLOAD);
            if (purpose == right) {
                assertArrayEquals(PAYLOAD, third.chain().verify(kind, document));
            } else {
                assertEquals(Reason.WRONG_SIGNER, assertThrows(RejectedException.class,
                        () -> third.chain().verify(kind, document), purpose + " signs a " + kind).reason());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyIsReplacedAlone(KeyPurpose purpose) throws Exception {
        SigningKeys replaced = next(first, Set.of(purpose), 2_000);
        KeyChain chain = KeyChain.pinned(first.root()).follow(links(replaced));
        for (KeyPurpose other : KeyPurpose.values()) {
            assertEquals(other != purpose, chain.key(other).equals(first.chain().key(other)), other.code());
        }
        assertEquals(purpose == KeyPurpose.ROOT, last(replaced).handOver() != null);
    }

    @Test
    void aHandOverWhereTheRootStaysIsNone() {
        SigningKeys kept = next(first, Set.of(KeyPurpose.AUDIT), 2_000);
        KeyLink link = last(kept);
        SignedDocument extra = first.sign(SignatureContext.KEY_HAND_OVER,
                WireJson.write(new KeyHandOver(1, 2, link.set().hash())));
        refused(Reason.INVALID_FIELD, first.chain(),
                List.of(links(first).get(0), new KeyLink(link.set(), extra)));
    }

    @Test
    void secretsAreThoseOfTheNewestSetOrNone() throws Exception {
        assertEquals(third.root(), SigningKeys.decode(third.encodeSecrets(), links(third)).root());
        assertThrows(RejectedException.class, () -> SigningKeys.decode(third.encodeSecrets(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> SigningKeys.decode(second.encodeSecrets(), links(third)));
        assertThrows(IllegalArgumentException.class, () -> SigningKeys.decode(new byte[31], links(third)));
        for (int at = 0; at < SigningKeys.SECRET_BYTES; at += 32) {
            byte[] flipped = third.encodeSecrets();
            flipped[at] ^= 1;
            assertThrows(Exception.class, () -> SigningKeys.decode(flipped, links(third)), "byte " + at);
        }
        assertNotEquals(first.toString(), second.toString());
    }

    @Test
    void aChainEndsAtItsBound() throws Exception {
        SigningKeys keys = first;
        while (keys.chain().sequence() < KeySet.MOST) {
            keys = next(keys, ALL, 2_000);
        }
        SigningKeys last = keys;
        assertThrows(IllegalStateException.class, () -> next(last, ALL, 2_000));
        List<KeyLink> whole = new ArrayList<>(links(last));
        assertEquals(last.root(), KeyChain.pinned(first.root()).follow(whole).key(KeyPurpose.ROOT));
        assertTrue(WireJson.write(new KeyPage(whole)).length < 128 * 1024);
    }
}
