package io.tributary.coordinator.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.PartialState;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.secureagg.seal.SealedSizes;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Incomplete uploads of members that share a store")
class SharedUploadsTest {
    private static final UploadId UPLOAD = new UploadId("01890a5d-ac96-774b-bcce-b302099a8057", 1, "ann",
            "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c51");
    private static final SealedSizes SIZES =
            SealedSizes.of(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600), 1, 10));
    private static final UploadLimits LIMITS = new UploadLimits(1, 1_000, Duration.ofHours(1), Duration.ofMinutes(1),
            1_000);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ObjectStore objects = new Turns(new MemoryStores(InstantSource.system()).objects()).store();
    private final IncompleteUploads one = new IncompleteUploads(objects, LIMITS, () -> now);
    private final IncompleteUploads other = new IncompleteUploads(objects, LIMITS, () -> now);

    /** Gives each opening of a partial object a turn. */
    private static final class Turns {
        private final ObjectStore objects;
        private final AtomicInteger turns = new AtomicInteger();
        private String last = "";

        Turns(ObjectStore objects) {
            this.objects = objects;
        }

        ObjectStore store() {
            return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                    new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> switch (method.getName()) {
                        case "partial" -> opened((String) arguments[0]);
                        case "findPartial" -> objects.findPartial((String) arguments[0])
                                .map(state -> new PartialState(state.size(), last));
                        default -> method.invoke(objects, arguments);
                    });
        }

        private PartialObject opened(String name) {
            String before = last;
            last = "turn-" + turns.incrementAndGet();
            String mine = last;
            PartialObject opened = objects.partial(name);
            return (PartialObject) Proxy.newProxyInstance(PartialObject.class.getClassLoader(),
                    new Class<?>[] {PartialObject.class}, (_, method, arguments) -> switch (method.getName()) {
                        case "turn" -> mine;
                        case "before" -> before;
                        default -> method.invoke(opened, arguments);
                    });
        }
    }

    /** A request at a member that stores some bytes and leaves what it knows. */
    private void work(Incomplete upload) {
        PartialObject partial = objects.partial(UPLOAD.object());
        if (partial.size() == 0) {
            partial.append(ByteBuffer.allocate(SIZES.headerBytes()));
        }
        partial.close();
        upload.leave(Optional.of(header()), partial.turn());
    }

    /** As far as its header. */
    private static VerifiedParts header() {
        VerifiedParts verified = new VerifiedParts(SIZES);
        verified.add(new byte[SIZES.headerBytes()], SIZES.headerBytes());
        return verified;
    }

    private boolean knows(Incomplete upload) {
        try (PartialObject partial = objects.partial(UPLOAD.object())) {
            boolean knows = upload.verified(partial).isPresent();
            upload.leave(Optional.of(header()), partial.turn());
            return knows;
        }
    }

    @Test
    void oneThatWasBegunElsewhereIsGoneOnWith() throws Exception {
        work(one.begin(UPLOAD, 20));

        Incomplete resumed = other.resume(UPLOAD, 20).orElseThrow();

        assertEquals(false, knows(resumed), "it must be verified here first");
        assertEquals(true, knows(other.resume(UPLOAD, 20).orElseThrow()));
        assertEquals(1, other.count());
    }

    @Test
    void whatWasKnownIsNotBelievedAfterAnotherMemberWorkedOnIt() throws Exception {
        work(one.begin(UPLOAD, 20));
        assertTrue(knows(one.resume(UPLOAD, 20).orElseThrow()));
        work(other.resume(UPLOAD, 20).orElseThrow());
        assertEquals(false, knows(one.resume(UPLOAD, 20).orElseThrow()));
    }

    @Test
    void whatTheStoreDidNotKeepIsVerifiedAgain() throws Exception {
        Incomplete upload = one.begin(UPLOAD, 20);
        PartialObject partial = objects.partial(UPLOAD.object());
        partial.close();
        upload.leave(Optional.of(header()), partial.turn());
        assertEquals(false, knows(one.resume(UPLOAD, 20).orElseThrow()));
    }

    @Test
    void oneThatWasCompletedElsewhereIsForgotten() throws Exception {
        work(one.begin(UPLOAD, 20));
        var _ = other.resume(UPLOAD, 20).orElseThrow();
        objects.partial(UPLOAD.object()).commit();
        other.remove(UPLOAD);

        assertEquals(Optional.empty(), one.resume(UPLOAD, 20));
        assertEquals(0, one.count());
        assertEquals(List.of(), objects.partials());
    }

    @Test
    @DisplayName("I8: those of other members are bounded as well")
    void bounded() throws Exception {
        work(one.begin(UPLOAD, 20));
        other.begin(new UploadId(UPLOAD.run(), 1, "bob", UPLOAD.upload()), 20).leave();

        assertEquals(Reason.NO_ROOM,
                assertThrows(RejectedException.class, () -> other.resume(UPLOAD, 20)).reason());
        assertEquals(1, other.count());
    }

    @Test
    void oneThatNobodyGoesOnWithIsSweptByWhoeverIsLeft() throws Exception {
        work(one.begin(UPLOAD, 20));
        other.sweep(_ -> false);
        assertEquals(1, other.count());
        now = now.plus(LIMITS.lifetime()).plusMillis(1);
        other.sweep(_ -> false);
        assertEquals(List.of(), objects.partials());
        one.sweep(_ -> false);
        assertEquals(0, one.count());
    }

    @Test
    void oneThatIsGoneOnWithElsewhereStays() throws Exception {
        work(one.begin(UPLOAD, 20));
        now = now.plus(LIMITS.lifetime()).plusMillis(1);
        work(other.resume(UPLOAD, 20).orElseThrow());
        one.sweep(_ -> false);
        assertEquals(List.of(UPLOAD.object()), objects.partials());
        now = now.plus(LIMITS.lifetime()).plusMillis(1);
        one.sweep(_ -> false);
        assertEquals(List.of(), objects.partials());
    }
}
