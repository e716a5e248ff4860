package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.ModelStore.Version;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.LogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every {@link ModelStore} does. */
public abstract class ModelStoreContract extends RowContract {
    private static final String OTHER = "018f0000-0000-7000-8000-000000000009";
    private static final String NONE = "0".repeat(64);
    private static final SignedDocument V0 = document("version 0");
    private static final SignedDocument V1 = document("version 1");
    private static final SignedDocument STATE = document("state");

    private void commit(Fence fence, String model, int version, String parent, SignedDocument manifest) {
        ports.models().commit(fence, model, version, parent, manifest, Optional.empty(), Map.of());
    }

    @Test
    void aLineageGrowsVersionByVersion() {
        Fence fence = claimed();
        assertEquals(Optional.empty(), ports.models().newest("glyphs"));

        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);

        assertEquals(Optional.of(V0), ports.models().find("glyphs", 0));
        assertEquals(Optional.of(V1), ports.models().find("glyphs", 1));
        assertEquals(Optional.of(V1), ports.models().newest("glyphs"));
        assertEquals(Optional.empty(), ports.models().find("glyphs", 2));
        assertEquals(Optional.empty(), ports.models().find("glyphs", -1));
        assertEquals(Optional.empty(), ports.models().find("other", 0));
    }

    @Test
    void everyVersionIsInTheLogAtItsPlaceWhateverBecomesOfItsModel() throws RejectedException {
        Fence fence = claimed();
        assertEquals(0, ports.models().logged());
        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "signs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);
        commit(fence, "glyphs", 1, V0.hash(), V1);
        ports.models().delete("signs", AT);

        List<LogEntry> all = List.of(new LogEntry("glyphs", 0, V0.hash()), new LogEntry("signs", 0, V0.hash()),
                new LogEntry("glyphs", 1, V1.hash()));
        assertEquals(3, ports.models().logged());
        assertEquals(all, ports.models().log(0, 3));
        assertEquals(all.subList(1, 2), ports.models().log(1, 1));
        assertThrows(DamagedException.class, () -> ports.models().log(2, 2));
        assertEquals(OptionalLong.of(2), ports.models().placeInLog("glyphs", 1));
        assertEquals(OptionalLong.of(1), ports.models().placeInLog("signs", 0));
        assertEquals(OptionalLong.empty(), ports.models().placeInLog("signs", 1));
    }

    @Test
    void modelsAreListedByNameWithTheirNewestVersions() {
        Fence fence = claimed();
        commit(fence, "signs", 0, NONE, V0);
        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);
        commit(fence, "a", 0, NONE, V1);

        assertEquals(List.of("a", "glyphs", "signs"), List.copyOf(ports.models().newestOfEach("", 9).keySet()));
        assertEquals(Map.of("a", new Version(0, V1), "glyphs", new Version(1, V1)), ports.models().newestOfEach("", 2));
        assertEquals(Map.of("signs", new Version(0, V0)), ports.models().newestOfEach("glyphs", 9));
        assertEquals(Map.of(), ports.models().newestOfEach("signs", 9));
    }

    @Test
    void versionsOfAModelAreListedInPartsNewestFirst() {
        Fence fence = claimed();
        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);
        commit(fence, "other", 0, NONE, document("another"));

        assertEquals(List.of(new Version(1, V1), new Version(0, V0)),
                ports.models().versions("glyphs", Optional.empty(), 9));
        assertEquals(List.of(new Version(1, V1)), ports.models().versions("glyphs", Optional.empty(), 1));
        assertEquals(List.of(new Version(0, V0)), ports.models().versions("glyphs", Optional.of(1), 9));
        assertEquals(List.of(), ports.models().versions("glyphs", Optional.of(0), 9));
        assertEquals(List.of(), ports.models().versions("nothing", Optional.empty(), 9));
    }

    @Test
    void committingTheSameManifestAgainChangesNothing() {
        Fence fence = claimed();
        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);

        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);

        assertEquals(Optional.of(V1), ports.models().newest("glyphs"));
    }

    @Test
    void aVersionNeverChanges() {
        Fence fence = claimed();
        commit(fence, "glyphs", 0, NONE, V0);

        assertThrows(IllegalStateException.class,
                () -> commit(fence, "glyphs", 0, NONE, document("another version 0")));
        assertEquals(Optional.of(V0), ports.models().find("glyphs", 0));
    }

    @Test
    void aVersionThatDoesNotContinueTheLineageIsNotCommitted() {
        Fence fence = claimed();
        assertThrows(IllegalStateException.class, () -> commit(fence, "glyphs", 1, NONE, V1));
        assertThrows(IllegalStateException.class, () -> commit(fence, "glyphs", 0, V1.hash(), V0));
        commit(fence, "glyphs", 0, NONE, V0);

        assertThrows(IllegalStateException.class, () -> commit(fence, "glyphs", 2, V0.hash(), V1));
        assertThrows(IllegalStateException.class, () -> commit(fence, "glyphs", 1, V1.hash(), V1));
        assertThrows(IllegalStateException.class, () -> commit(fence, "glyphs", -1, NONE, V1));

        assertEquals(Optional.of(V0), ports.models().newest("glyphs"));
    }

    @Test
    @DisplayName("I7: an owner that was taken over commits no version, not even one that is there")
    void anOldOwnerIsRefused() {
        Fence old = claimed();
        commit(old, "glyphs", 0, NONE, V0);
        takenOver();

        assertThrows(StaleEpochException.class, () -> commit(old, "glyphs", 1, V0.hash(), V1));
        assertThrows(StaleEpochException.class, () -> commit(old, "glyphs", 0, NONE, V0));
        assertEquals(Optional.of(V0), ports.models().newest("glyphs"));
    }

    @Test
    void aVersionHasTheStateItWasCommittedWithOrNone() {
        Fence fence = claimed();
        commit(fence, "glyphs", 0, NONE, V0);
        ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE), Map.of());

        assertEquals(Optional.empty(), ports.models().state("glyphs", 0));
        assertEquals(Optional.of(STATE), ports.models().state("glyphs", 1));
        assertEquals(Optional.empty(), ports.models().state("glyphs", 2));
        assertEquals(Optional.empty(), ports.models().state("signs", 1));
    }

    @Test
    void aVersionThatIsNotCommittedLeavesNoState() {
        Fence fence = claimed();
        commit(fence, "glyphs", 0, NONE, V0);
        assertThrows(IllegalStateException.class,
                () -> ports.models().commit(fence, "glyphs", 1, V1.hash(), V1, Optional.of(STATE), Map.of()));
        takenOver();
        assertThrows(StaleEpochException.class,
                () -> ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE), Map.of()));

        assertEquals(Optional.empty(), ports.models().state("glyphs", 1));
    }

    @Test
    void statesOfOlderVersionsAreForgottenAndVersionsStay() {
        Fence fence = claimed();
        ports.models().commit(fence, "glyphs", 0, NONE, V0, Optional.of(STATE), Map.of());
        ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE), Map.of());
        ports.models().commit(fence, "signs", 0, NONE, V0, Optional.of(STATE), Map.of());

        ports.models().forgetStates(fence, "glyphs", 1);
        ports.models().forgetStates(fence, "glyphs", 1);

        assertEquals(Optional.empty(), ports.models().state("glyphs", 0));
        assertEquals(Optional.of(STATE), ports.models().state("glyphs", 1));
        assertEquals(Optional.of(STATE), ports.models().state("signs", 0));
        assertEquals(Optional.of(V0), ports.models().find("glyphs", 0));
        takenOver();
        assertThrows(StaleEpochException.class, () -> ports.models().forgetStates(fence, "glyphs", 2));
        assertEquals(Optional.of(STATE), ports.models().state("glyphs", 1));
    }

    private static final ChunkPlace ONE = new ChunkPlace("models/glyphs/0.a", 0, 10);
    private static final ChunkPlace TWO = new ChunkPlace("models/glyphs/0.a", 10, 4_000_000);
    private static final ChunkPlace MOVED = new ChunkPlace("models/glyphs/1.b", 5_000_000_000L, 10);
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private void commit(Fence fence, int version, String parent, SignedDocument manifest,
            Map<String, ChunkPlace> index) {
        ports.models().commit(fence, "glyphs", version, parent, manifest, Optional.empty(), index);
    }

    @Test
    void aVersionHasTheIndexItWasCommittedWith() {
        Fence fence = claimed();
        commit(fence, 0, NONE, V0, Map.of(A, ONE, B, TWO));
        commit(fence, 1, V0.hash(), V1, Map.of(A, MOVED, B, TWO));
        commit(fence, 1, V0.hash(), V1, Map.of(A, ONE));

        assertEquals(Map.of(A, ONE, B, TWO), ports.models().index("glyphs", 0));
        assertEquals(Map.of(A, MOVED, B, TWO), ports.models().index("glyphs", 1));
        assertEquals(Map.of(), ports.models().index("glyphs", 2));
        assertEquals(Map.of(), ports.models().index("signs", 0));
        assertEquals(Optional.of(MOVED), ports.models().chunk("glyphs", A));
        assertEquals(Optional.of(TWO), ports.models().chunk("glyphs", B));
        assertEquals(Optional.empty(), ports.models().chunk("signs", A));
        assertEquals(Set.of(ONE.pack(), MOVED.pack()), ports.models().packs("glyphs"));
        assertEquals(Set.of(), ports.models().packs("signs"));
    }

    @Test
    void anIndexOfManyChunksComesBack() {
        Map<String, ChunkPlace> index = new HashMap<>();
        for (int chunk = 0; chunk < 2_500; chunk++) {
            index.put(Sha256.of(new byte[] {(byte) chunk, (byte) (chunk >> 8)}).hex(),
                    new ChunkPlace("models/glyphs/0.a", chunk, 1));
        }
        commit(claimed(), 0, NONE, V0, index);

        assertEquals(index, ports.models().index("glyphs", 0));
    }

    @Test
    void aVersionThatIsNotCommittedLeavesNoIndex() {
        Fence fence = claimed();
        commit(fence, 0, NONE, V0, Map.of(A, ONE));
        assertThrows(IllegalStateException.class, () -> commit(fence, 1, V1.hash(), V1, Map.of(A, MOVED)));
        takenOver();
        assertThrows(StaleEpochException.class, () -> commit(fence, 1, V0.hash(), V1, Map.of(A, MOVED)));

        assertEquals(Set.of(ONE.pack()), ports.models().packs("glyphs"));
    }

    /** Versions of one chunk and pack each, from 0 on. */
    private void lineage(Fence fence, int newest) {
        String parent = NONE;
        for (int version = 0; version <= newest; version++) {
            SignedDocument manifest = document("version " + version);
            commit(fence, version, parent, manifest, Map.of(A, pack(version)));
            parent = manifest.hash();
        }
    }

    private static ChunkPlace pack(int version) {
        return new ChunkPlace("models/glyphs/" + version + ".a", 0, 1);
    }

    @Test
    void theBytesOfARunsVersionsAreThoseOfTheirChunksEachPlaceOnceAndOfKeptVersionsAlone() {
        Fence fence = claimed();
        assertEquals(0, ports.models().bytes("glyphs", fence.run()));
        commit(fence, 0, NONE, V0, Map.of(A, ONE, B, TWO));
        commit(fence, 1, V0.hash(), V1, Map.of(A, MOVED, B, TWO));
        assertEquals(ONE.length() + TWO.length() + MOVED.length(), ports.models().bytes("glyphs", fence.run()));
        assertEquals(0, ports.models().bytes("signs", fence.run()));
        assertEquals(0, ports.models().bytes("glyphs", OTHER));
        ports.models().retain(fence, "glyphs", 1);
        assertEquals(TWO.length() + MOVED.length(), ports.models().bytes("glyphs", fence.run()));
    }

    private List<Integer> kept(int newest) {
        return IntStream.rangeClosed(0, newest).filter(version -> !ports.models().index("glyphs", version).isEmpty())
                .boxed().toList();
    }

    @Test
    void indexesOfOldVersionsAreForgottenWithThePacksThatOnlyTheyName() {
        Fence fence = claimed();
        assertEquals(Set.of(), ports.models().retain(fence, "glyphs", 2));
        lineage(fence, 4);
        commit(fence, 5, document("version 4").hash(), document("version 5"), Map.of(A, pack(0), B, pack(5)));

        assertEquals(Set.of(pack(1).pack(), pack(2).pack(), pack(3).pack()),
                ports.models().retain(fence, "glyphs", 2));
        assertEquals(Set.of(), ports.models().retain(fence, "glyphs", 2));

        assertEquals(List.of(4, 5), kept(5));
        assertEquals(Optional.of(document("version 0")), ports.models().find("glyphs", 0));
        assertEquals(Set.of(pack(0).pack(), pack(4).pack(), pack(5).pack()), ports.models().packs("glyphs"));
        assertEquals(Set.of(), ports.models().retain(fence, "glyphs", Integer.MAX_VALUE));
        assertEquals(Set.of(), ports.models().retain(fence, "signs", 1));
    }

    @Test
    void whatTheNewestWasIsHeldUntilTheRunIsOver() {
        Fence fence = claimed();
        lineage(fence, 0);
        ports.runs().create(OTHER, document("plan"), PlanUse.once(), AT);
        Fence other = ports.runs().claim(OTHER, "b", LEASE).orElseThrow();
        ports.models().retain(other, "glyphs", 1);
        lineageOn(fence, 4);

        assertEquals(Set.of(pack(1).pack(), pack(2).pack(), pack(3).pack()),
                ports.models().retain(fence, "glyphs", 1));
        assertEquals(List.of(0, 4), kept(4));
        ports.runs().setStatus(other, RunView.Status.PAUSED, "for a test");
        assertEquals(Set.of(), ports.models().retain(fence, "glyphs", 1));
        ports.runs().setStatus(other, RunView.Status.FINISHED, "");
        assertEquals(Set.of(pack(0).pack()), ports.models().retain(fence, "glyphs", 1));
        assertEquals(List.of(4), kept(4));
    }

    @Test
    void aRunThatIsDeletedHoldsNothing() {
        Fence fence = claimed();
        lineage(fence, 0);
        ports.runs().create(OTHER, document("plan"), PlanUse.once(), AT);
        Fence other = ports.runs().claim(OTHER, "b", LEASE).orElseThrow();
        ports.models().retain(other, "glyphs", 1);
        lineageOn(fence, 1);

        ports.runs().delete(other);

        assertEquals(Set.of(pack(0).pack()), ports.models().retain(fence, "glyphs", 1));
    }

    private void lineageOn(Fence fence, int newest) {
        for (int version = 1; version <= newest; version++) {
            commit(fence, version, document("version " + (version - 1)).hash(), document("version " + version),
                    Map.of(A, pack(version)));
        }
    }

    @Test
    @DisplayName("I7: an owner that was taken over forgets no version")
    void anOldOwnerForgetsNothing() {
        Fence old = claimed();
        lineage(old, 3);
        takenOver();

        assertThrows(StaleEpochException.class, () -> ports.models().retain(old, "glyphs", 1));
        assertEquals(List.of(0, 1, 2, 3), kept(3));
    }

    private static Reason refused(Executable attempt) {
        return assertThrows(RejectedException.class, attempt).reason();
    }

    @Test
    void aVersionIsForgottenUnlessItIsTheNewestOrHeld() throws Exception {
        Fence fence = claimed();
        lineage(fence, 0);
        ports.models().retain(fence, "glyphs", 9); // holds version 0
        lineageOn(fence, 2);
        assertEquals(Set.of(0, 1, 2), ports.models().kept("glyphs"));
        assertEquals(Reason.NOT_FOUND, refused(() -> ports.models().forget("glyphs", 3)));
        assertEquals(Reason.NOT_FOUND, refused(() -> ports.models().forget("signs", 0)));
        assertEquals(Reason.NEWEST_VERSION, refused(() -> ports.models().forget("glyphs", 2)));
        assertEquals(Reason.RUN_ACTIVE, refused(() -> ports.models().forget("glyphs", 0)));

        assertEquals(Set.of(pack(1).pack()), ports.models().forget("glyphs", 1));
        assertEquals(Set.of(), ports.models().forget("glyphs", 1));
        assertEquals(Set.of(0, 2), ports.models().kept("glyphs"));
        assertEquals(3, ports.models().versions("glyphs", Optional.empty(), 9).size());
        ports.runs().setStatus(fence, RunView.Status.STOPPED, "");
        assertEquals(Set.of(pack(0).pack()), ports.models().forget("glyphs", 0));
    }

    @Test
    void aDeletedModelIsSeenByNobodyUntilItIsRestored() throws Exception {
        Fence fence = claimed();
        lineage(fence, 0);
        assertEquals(Reason.NOT_FOUND, refused(() -> ports.models().delete("signs", AT)));
        ports.models().delete("glyphs", AT);
        ports.models().delete("glyphs", AT.plusSeconds(9));

        assertTrue(ports.models().isDeleted("glyphs"));
        assertEquals(Optional.empty(), ports.models().find("glyphs", 0));
        assertEquals(Optional.empty(), ports.models().newest("glyphs"));
        assertEquals(Optional.empty(), ports.models().chunk("glyphs", A));
        assertEquals(List.of(), ports.models().versions("glyphs", Optional.empty(), 9));
        assertEquals(Map.of(), ports.models().newestOfEach("", 9));
        assertEquals(Set.of("glyphs"), ports.models().newestOfDeleted("", 9).keySet());
        assertEquals(Reason.NOT_FOUND, refused(() -> ports.models().forget("glyphs", 0)));
        assertThrows(IllegalStateException.class, () -> lineageOn(fence, 1));

        assertEquals(List.of(), ports.models().removable(AT, 9));
        assertTrue(ports.models().restore("glyphs"));
        assertTrue(ports.models().restore("glyphs"));
        assertEquals(Set.of("glyphs"), ports.models().newestOfEach("", 9).keySet());
        assertTrue(ports.models().chunk("glyphs", A).isPresent());
        lineageOn(fence, 1);
    }

    @Test
    void aDeletedModelGoesInPartsAndItsNameStaysTaken() throws Exception {
        Fence fence = claimed();
        lineage(fence, 0);
        lineageOn(fence, 2);
        ports.models().retain(fence, "glyphs", 9);
        ports.models().delete("glyphs", AT);

        assertEquals(List.of("glyphs"), ports.models().removable(AT.plusSeconds(1), 9));
        assertFalse(ports.models().restore("glyphs"));
        for (int part = 0; ports.models().remove("glyphs", 1); part++) {
            assertTrue(part < 99, "it never ends");
        }
        assertEquals(Set.of(), ports.models().packs("glyphs"));
        assertEquals(Set.of(), ports.models().kept("glyphs"));
        assertEquals(List.of("glyphs"), ports.models().removable(AT.plusSeconds(1), 9));
        ports.models().removed("glyphs");
        assertEquals(List.of(), ports.models().removable(AT.plusSeconds(1), 9));
        assertFalse(ports.models().restore("glyphs"));
        assertTrue(ports.models().isDeleted("glyphs"));
        assertEquals(Map.of(), ports.models().newestOfDeleted("", 9));
        assertThrows(IllegalStateException.class, () -> lineage(fence, 0));
    }
}
