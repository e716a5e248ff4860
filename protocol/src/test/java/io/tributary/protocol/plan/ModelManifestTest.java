package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireSamples;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelManifestTest {
    private static final ModelManifest RIGHT = WireSamples.manifest();
    private static final String ZEROS = Sha256.ZERO.hex();
    private static final String HASH = RIGHT.sha256();

    @Test
    void theRootOfItsChunksIsConsistent() {
        assertDoesNotThrow(RIGHT::checkConsistent);
        assertEquals(RIGHT.content().merkleRoot(), RIGHT.tree().root().hex());
    }

    @Test
    void anotherRootIsAHashMismatch() {
        ModelManifest altered = with(0, ZEROS, RIGHT.chunks(), HASH);
        RejectedException refused = assertThrows(RejectedException.class, altered::checkConsistent);
        assertEquals(Reason.HASH_MISMATCH, refused.reason());
        assertTrue(refused.detail().contains(RIGHT.content().merkleRoot()), refused.detail());
    }

    @Test
    void thereAreAsManyChunksAsTheLayoutHas() {
        assertEquals("chunks must have 1..1 elements, not 2",
                refusal(0, ZEROS, List.of(HASH, HASH)));
        assertEquals("chunks must have 1..1 elements, not 0", refusal(0, ZEROS, List.of()));
        assertTrue(refusal(0, ZEROS, List.of("abc")).startsWith("chunks must be 64 lower-case hex digits"));
    }

    @Test
    void onlyTheFirstVersionHasNoParent() {
        assertTrue(refusal(0, HASH, RIGHT.chunks()).startsWith("parent must be 64 zeros for version 0"));
        assertTrue(refusal(1, ZEROS, RIGHT.chunks()).startsWith("parent must be 64 zeros for version 0"));
        assertEquals(1, with(1, HASH, RIGHT.chunks(), HASH).version());
    }

    @Test
    void stepsAreAsManyAsChunksAndNeverOfTheFirstVersion() {
        ModelDeltas one = new ModelDeltas(Download.INT8, List.of(HASH));
        ModelDeltas two = new ModelDeltas(Download.INT8, List.of(HASH, HASH));
        assertEquals(Optional.of(one), stepping(1, HASH, one).step());
        assertEquals("deltas.chunks must have 1..1 elements, not 2",
                assertThrows(IllegalArgumentException.class, () -> stepping(1, HASH, two)).getMessage());
        assertEquals("deltas must not be there for version 0, which has no parent",
                assertThrows(IllegalArgumentException.class, () -> stepping(0, ZEROS, one)).getMessage());
        assertEquals("deltas.format must be BF16 or INT8, not FLOAT32: it has no deltas", assertThrows(
                IllegalArgumentException.class, () -> new ModelDeltas(Download.FLOAT32, List.of(HASH))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ModelDeltas(Download.BF16, List.of("abc")));
    }

    private static ModelManifest stepping(int version, String parent, ModelDeltas deltas) {
        return new ModelManifest(1, RIGHT.model(), version, from(parent),
                new Content(RIGHT.layout(), RIGHT.chunks(), RIGHT.content().merkleRoot(), HASH),
                RIGHT.modelSignature(), RIGHT.created(), deltas);
    }

    @Test
    void aSignedDocumentIsItsExactBytes() {
        byte[] payload = {1, 2};
        SignedDocument document = new SignedDocument(payload, new byte[64], new byte[32]);
        String hash = document.hash();
        payload[0]++;
        document.payload()[1]++;
        document.signature()[0]++;
        document.key()[0]++;
        assertEquals(hash, document.hash());
        assertEquals(Sha256.of(new byte[] {1, 2}).hex(), hash);
        assertEquals(new SignedDocument(new byte[] {1, 2}, new byte[64], new byte[32]), document);
        assertNotEquals(new SignedDocument(new byte[] {1, 2}, new byte[63], new byte[32]), document);
        assertNotEquals(new SignedDocument(new byte[] {1, 2}, new byte[64], new byte[31]), document);
        assertNotEquals(new SignedDocument(new byte[] {1, 3}, new byte[64], new byte[32]), document);
    }

    private static String refusal(int version, String parent, List<String> chunks) {
        return assertThrows(IllegalArgumentException.class, () -> with(version, parent, chunks, HASH)).getMessage();
    }

    private static ModelManifest with(int version, String parent, List<String> chunks, String root) {
        return new ModelManifest(1, RIGHT.model(), version, from(parent),
                new Content(RIGHT.layout(), chunks, root, RIGHT.sha256()), RIGHT.modelSignature(), RIGHT.created());
    }

    private static Origin from(String parent) {
        return new Origin(parent, RIGHT.origin().run(), RIGHT.origin().round(), RIGHT.origin().planHash(),
                RIGHT.origin().reports());
    }
}
