package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link ModelStore} does. */
public abstract class ModelStoreContract extends RowContract {
    private static final String NONE = "0".repeat(64);
    private static final SignedDocument V0 = document("version 0");
    private static final SignedDocument V1 = document("version 1");
    private static final SignedDocument STATE = document("state");

    private void commit(Fence fence, String model, int version, String parent, SignedDocument manifest) {
        ports.models().commit(fence, model, version, parent, manifest, Optional.empty());
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
    void modelsAreListedByNameWithTheirNewestVersions() {
        Fence fence = claimed();
        commit(fence, "signs", 0, NONE, V0);
        commit(fence, "glyphs", 0, NONE, V0);
        commit(fence, "glyphs", 1, V0.hash(), V1);
        commit(fence, "a", 0, NONE, V1);

        assertEquals(List.of("a", "glyphs", "signs"), List.copyOf(ports.models().newestOfEach("", 9).keySet()));
        assertEquals(Map.of("a", V1, "glyphs", V1), ports.models().newestOfEach("", 2));
        assertEquals(Map.of("signs", V0), ports.models().newestOfEach("glyphs", 9));
        assertEquals(Map.of(), ports.models().newestOfEach("signs", 9));
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
        ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE));

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
                () -> ports.models().commit(fence, "glyphs", 1, V1.hash(), V1, Optional.of(STATE)));
        takenOver();
        assertThrows(StaleEpochException.class,
                () -> ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE)));

        assertEquals(Optional.empty(), ports.models().state("glyphs", 1));
    }

    @Test
    void statesOfOlderVersionsAreForgottenAndVersionsStay() {
        Fence fence = claimed();
        ports.models().commit(fence, "glyphs", 0, NONE, V0, Optional.of(STATE));
        ports.models().commit(fence, "glyphs", 1, V0.hash(), V1, Optional.of(STATE));
        ports.models().commit(fence, "signs", 0, NONE, V0, Optional.of(STATE));

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
}
