package io.tributary.coordinator.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever changes a lineage is seen. */
class LineageTest {
    private final RegistryWorld world = new RegistryWorld();
    private final List<ModelVersion> lineage = world.lineage();

    private Reason refusal() {
        return assertThrows(RejectedException.class, () -> world.registry.verifyLineage("glyphs")).reason();
    }

    private static SignedDocument signed(SigningKey key, ModelManifest manifest) {
        return key.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(manifest));
    }

    private static ModelManifest changed(ModelManifest m, String model, int version, String parent, String merkleRoot,
            String sha256) {
        return new ModelManifest(1, model, version,
                new ModelManifest.Origin(parent, m.origin().run(), m.origin().round(), m.origin().planHash(),
                        m.origin().reports()),
                new ModelManifest.Content(m.layout(), m.chunks(), merkleRoot, sha256), m.modelSignature(), m.created());
    }

    @Test
    void anUntouchedLineageIsWhole() throws RejectedException {
        assertEquals(3, world.registry.verifyLineage("glyphs"));
    }

    @Test
    void aModelThatIsNotThereIsNotFound() {
        assertEquals(Reason.NOT_FOUND,
                assertThrows(RejectedException.class, () -> world.registry.verifyLineage("other")).reason());
    }

    @Test
    void anAlteredManifestIsSeen() {
        SignedDocument whole = lineage.get(1).signed();
        byte[] payload = whole.payload();
        payload[payload.length - 2] ^= 1;
        world.forged.put(1, new SignedDocument(payload, whole.signature(), whole.key()));

        assertEquals(Reason.BAD_SIGNATURE, refusal());
    }

    @Test
    void aManifestWithoutSignatureIsSeen() {
        world.forged.put(2, new SignedDocument(lineage.get(2).signed().payload(), new byte[0], new byte[0]));

        assertEquals(Reason.UNSIGNED, refusal());
    }

    @Test
    void aManifestOfAnotherKeyIsSeen() {
        world.forged.put(1, signed(SigningKey.generate(), lineage.get(1).manifest()));

        assertEquals(Reason.WRONG_SIGNER, refusal());
    }

    @Test
    void aDeletedVersionIsSeen() {
        world.forged.put(1, null);

        assertEquals(Reason.BAD_LINEAGE, refusal());
    }

    @Test
    void anotherValidVersionInAPlaceIsSeen() {
        world.forged.put(1, lineage.get(2).signed());

        assertEquals(Reason.BAD_LINEAGE, refusal());
    }

    @Test
    void aVersionThatIsNotTheChildOfTheOneBeforeIsSeen() {
        ModelManifest manifest = lineage.get(2).manifest();
        world.forged.put(2,
                signed(world.key, changed(manifest, "glyphs", 2, lineage.get(0).hash(), manifest.content().merkleRoot(),
                        manifest.sha256())));

        assertEquals(Reason.BAD_LINEAGE, refusal());
    }

    @Test
    void aVersionOfAnotherModelIsSeen() {
        ModelManifest manifest = lineage.get(2).manifest();
        world.forged.put(2,
                signed(world.key,
                        changed(manifest, "other", 2, manifest.origin().parent(), manifest.content().merkleRoot(),
                                manifest.sha256())));

        assertEquals(Reason.BAD_LINEAGE, refusal());
    }

    @Test
    void aMerkleRootOfOtherChunksIsSeen() {
        ModelManifest manifest = lineage.get(2).manifest();
        world.forged.put(2,
                signed(world.key, changed(manifest, "glyphs", 2, manifest.origin().parent(), Sha256.ZERO.hex(),
                        manifest.sha256())));

        assertEquals(Reason.HASH_MISMATCH, refusal());
    }

    @Test
    void aVectorHashOfOtherValuesIsSeen() {
        ModelManifest manifest = lineage.get(2).manifest();
        world.forged.put(2,
                signed(world.key,
                        changed(manifest, "glyphs", 2, manifest.origin().parent(), manifest.content().merkleRoot(),
                                lineage.get(1).manifest().sha256())));

        assertEquals(Reason.HASH_MISMATCH, refusal());
    }

    @Test
    void aFlippedBitOfAChunkIsSeen() {
        world.corrupt(lineage.get(1).manifest().chunks().get(2));

        assertEquals(Reason.HASH_MISMATCH, refusal());
    }

    /** Two versions under old keys, a hand-over, and one more under the new keys. */
    private static final class HandedOver {
        private final RegistryWorld world = new RegistryWorld();
        private final SigningKeys before = SigningKeys.generate(world.clock.instant().toEpochMilli());
        private final SigningKeys after;
        private final List<ModelVersion> lineage;

        HandedOver(Duration untilTheLast) {
            world.signWith(before);
            ModelVersion first = world.genesis();
            ModelVersion second = world.commit(first, RegistryWorld.vector(1));
            after = before.replace(Set.of(KeyPurpose.VERSIONS), world.clock.instant().toEpochMilli(),
                    KeySet.LogEnd.EMPTY);
            world.clock.pass(untilTheLast);
            world.signWith(after);
            lineage = List.of(first, second, world.commit(second, RegistryWorld.vector(2)));
        }

        void sign(int version, SigningKeys keys) {
            world.forged.put(version,
                    keys.sign(SignatureContext.MODEL_MANIFEST, lineage.get(version).signed().payload()));
        }

        Reason refusal() {
            return assertThrows(RejectedException.class, () -> world.registry.verifyLineage("glyphs")).reason();
        }
    }

    @Test
    void versionsBeforeAHandOverAndAfterItAreOneLineage() throws RejectedException {
        HandedOver keys = new HandedOver(Duration.ofMillis(1));

        assertEquals(3, keys.world.registry.verifyLineage("glyphs"));
        assertFalse(Arrays.equals(keys.lineage.get(1).signed().key(), keys.lineage.get(2).signed().key()),
                "one key signed them all");
    }

    @Test
    void aVersionAfterTheHandOverThatTheOldKeySignedIsSeen() {
        HandedOver keys = new HandedOver(Duration.ofMillis(1));
        keys.sign(2, keys.before);

        assertEquals(Reason.WRONG_SIGNER, keys.refusal());
    }

    @Test
    void aVersionOfTheOldKeyOnOneOfTheNewKeyIsSeenWhateverItsDate() {
        HandedOver keys = new HandedOver(Duration.ZERO);
        keys.sign(1, keys.after);
        keys.sign(2, keys.before);

        assertEquals(Reason.BAD_LINEAGE, keys.refusal());
    }

    @Test
    void aVersionOfTheNewKeyIsSeenByWhoeverKnowsTheOldOneAlone() {
        HandedOver keys = new HandedOver(Duration.ofMillis(1));
        keys.world.signWith(keys.before);

        assertEquals(Reason.WRONG_SIGNER, keys.refusal());
    }
}
