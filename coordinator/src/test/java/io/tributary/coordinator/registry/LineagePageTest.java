package io.tributary.coordinator.registry;

import static io.tributary.coordinator.registry.RegistryWorld.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device that slept is given of the lineage. */
class LineagePageTest {
    private final RegistryWorld world = new RegistryWorld();

    private List<SignedDocument> lineage(int newest) {
        List<ModelVersion> versions = new ArrayList<>(List.of(world.genesis()));
        while (versions.size() <= newest) {
            versions.add(world.commit(versions.getLast(), vector(versions.size())));
        }
        return versions.stream().map(ModelVersion::signed).toList();
    }

    private List<SignedDocument> page(int after) throws RejectedException {
        return world.registry.lineage("glyphs", after).manifests();
    }

    @Test
    void hasEveryVersionAfterOneOldestFirst() throws Exception {
        List<SignedDocument> lineage = lineage(20);
        assertEquals(lineage, page(-1));
        assertEquals(lineage.subList(4, 21), page(3));
        assertEquals(List.of(), page(20));
        assertEquals(List.of(), page(Integer.MAX_VALUE));
    }

    @Test
    void endsWhereItsBytesEnd() throws Exception {
        List<SignedDocument> lineage = lineage(20);
        int most = lineage.stream().skip(1).limit(10).mapToInt(SignedDocument::payloadLength).sum();
        assertEquals(lineage.subList(1, 11), bounded(most));
        assertEquals(lineage.subList(1, 10), bounded(most - 1));
        assertEquals(lineage.subList(1, 2), bounded(1));
    }

    private List<SignedDocument> bounded(int most) throws RejectedException {
        SignedVersions versions = new SignedVersions(world.stores.models(), SigningKeys.single(world.key));
        return LineagePage.of(versions, "glyphs", 0, most).manifests();
    }

    @Test
    void isRefusedOfAModelThatIsNotThere() {
        assertEquals(Reason.NOT_FOUND,
                assertThrows(RejectedException.class, () -> world.registry.lineage("others", 0)).reason());
    }
}
