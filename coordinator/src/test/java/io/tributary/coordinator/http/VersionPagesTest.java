package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.registry.VersionWriter;
import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of versions whose manifests are large. */
class VersionPagesTest {
    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final RunPlan PLAN = Plans.closeAll(1, 20);
    private static final String HASH = Sha256.of(new byte[] {1}).hex();
    private static final int VERSIONS = 20;
    private final InstantSource clock = InstantSource.system();
    private final MemoryStores memory = new MemoryStores(clock);
    private final List<Integer> limits = new ArrayList<>();
    private final ModelStore models = Ports.of(memory).behind((what, arguments, call) -> {
        if (what.startsWith("ModelStore.versions") || what.startsWith("ModelStore.newestOf")) {
            limits.add((Integer) arguments[arguments.length - 1]);
        }
        return call.make();
    }).models();
    private final ModelRegistry registry =
            new ModelRegistry(models, memory.objects(), SigningKeys.single(SigningKey.generate()), clock);
    private final VersionPages pages = new VersionPages(registry);

    @BeforeEach
    void makeVersions() {
        memory.runs().create(RUN, new SignedDocument(new byte[0], new byte[0], new byte[0]), PlanUse.once(),
                clock.instant());
        Fence fence = memory.runs().claim(RUN, "a", Duration.ofMinutes(1)).orElseThrow();
        ModelVersion last = registry.genesis(fence, PLAN, HASH, new float[Plans.VALUES]);
        for (int version = 1; version < VERSIONS; version++) {
            try (VersionWriter writer = registry.next(PLAN, new ModelManifest.Origin(last.hash(), RUN, version, HASH,
                    new ModelManifest.Reports(1, HASH)), last)) {
                for (int chunk = 0; chunk < PLAN.layout().chunking().count(); chunk++) {
                    writer.write(chunk, new float[Chunking.CHUNK_VALUES]);
                }
                last = writer.commit(fence);
            }
        }
    }

    private static List<Integer> numbers(VersionPage page) {
        return page.versions().stream().map(ModelView::version).toList();
    }

    private static List<Integer> down(int from, int to) {
        return IntStream.iterate(from, version -> version >= to, version -> version - 1).boxed().toList();
    }

    @Test
    void I4_aListHoldsFewManifestsAtOnceHoweverLongItIs() throws RejectedException {
        VersionPage page = pages.versions(PLAN.model(), Optional.empty(), VersionPage.MOST);
        assertEquals(down(VERSIONS - 1, 0), numbers(page));
        assertEquals(VersionPages.AT_ONCE, limits.stream().mapToInt(Integer::intValue).max().orElseThrow());
    }

    @Test
    void partsFollowOneAnother() throws RejectedException {
        int most = VersionPages.AT_ONCE + 1;
        VersionPage first = pages.versions(PLAN.model(), Optional.empty(), most);
        assertEquals(down(VERSIONS - 1, VERSIONS - most), numbers(first));
        VersionPage second = pages.versions(PLAN.model(), Optional.ofNullable(first.next()), most);
        assertEquals(down(VERSIONS - most - 1, VERSIONS - 2 * most), numbers(second));
    }
}
