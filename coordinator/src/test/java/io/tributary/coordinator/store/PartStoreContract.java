package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PartStore} does. */
public abstract class PartStoreContract extends RowContract {
    private static final StoredPart FIRST = new StoredPart("id-1", 0, 10, "\"one\"");
    private static final StoredPart SECOND = new StoredPart("id-2", 10, 5, "\"two\"");
    private static final StoredPart THIRD = new StoredPart("id-3", 15, 1, "\"three\"");

    private PartStore parts() {
        return ports.parts();
    }

    private void putAll(String object, String turn) {
        for (StoredPart part : List.of(FIRST, SECOND, THIRD)) {
            assertEquals(List.of(), parts().put(object, turn, part, AT));
        }
    }

    @Test
    void whoTakesAPartialObjectFindsWhatIsStoredOfIt() {
        assertEquals(new HeldParts("t1", "", AT, List.of()), parts().take("a/b", "t1", AT));
        putAll("a/b", "t1");
        parts().name("a/b", "t1", "upload", AT);

        HeldParts stored = new HeldParts("t1", "upload", AT, List.of(FIRST, SECOND, THIRD));
        assertEquals(16, stored.size());
        assertEquals(stored, parts().take("a/b", "t2", AT.plusMillis(1)));
        assertEquals(Optional.of(new HeldParts("t2", "upload", AT.plusMillis(1), stored.parts())),
                parts().find("a/b"));
    }

    @Test
    void whoWasTakenOverChangesNothingMore() {
        parts().take("a", "t1", AT);
        parts().put("a", "t1", FIRST, AT);
        parts().take("a", "t2", AT);
        Optional<HeldParts> before = parts().find("a");

        assertThrows(StoreException.class, () -> parts().put("a", "t1", SECOND, AT.plusMillis(1)));
        assertThrows(StoreException.class, () -> parts().cut("a", "t1", 0, AT.plusMillis(1)));
        assertThrows(StoreException.class, () -> parts().name("a", "t1", "upload", AT.plusMillis(1)));
        assertThrows(StoreException.class, () -> parts().finish("a", "t1"));

        assertEquals(before, parts().find("a"));
        assertFalse(parts().holds("a", "t1"));
        assertTrue(parts().holds("a", "t2"));
    }

    @Test
    void aPartTakesThePlaceOfAllFromItsPositionOn() {
        parts().take("a", "t", AT);
        putAll("a", "t");
        StoredPart larger = new StoredPart("id-4", 10, 100, "\"four\"");

        assertEquals(List.of(SECOND, THIRD), parts().put("a", "t", larger, AT));
        assertEquals(List.of(FIRST, larger), parts().find("a").orElseThrow().parts());
        assertFalse(parts().isKnown("id-2"));
        assertTrue(parts().isKnown("id-4"));
    }

    @Test
    void partsLeaveNoGapAndDoNotOverlap() {
        parts().take("a", "t", AT);
        parts().put("a", "t", FIRST, AT);

        assertThrows(IllegalArgumentException.class, () -> parts().put("a", "t", THIRD, AT));
        assertThrows(IllegalArgumentException.class,
                () -> parts().put("a", "t", new StoredPart("id-5", 9, 1, "x"), AT));
        assertEquals(List.of(FIRST), parts().find("a").orElseThrow().parts());
    }

    @Test
    void whatEndsBeyondACutIsRemoved() {
        parts().take("a", "t", AT);
        putAll("a", "t");

        assertEquals(List.of(SECOND, THIRD), parts().cut("a", "t", 14, AT));
        assertEquals(List.of(), parts().cut("a", "t", 10, AT));
        assertEquals(List.of(FIRST), parts().find("a").orElseThrow().parts());
        assertEquals(List.of(FIRST), parts().cut("a", "t", 0, AT));
        assertEquals(0, parts().find("a").orElseThrow().size());
    }

    @Test
    void whatIsFinishedOrDiscardedIsPartialNoMoreAndBeginsAnew() {
        parts().take("b", "t", AT);
        parts().take("a", "t", AT);
        putAll("a", "t");
        parts().name("a", "t", "upload", AT);
        assertEquals(List.of("a", "b"), parts().objects());
        assertTrue(parts().isNamed("upload"));
        assertFalse(parts().isNamed("other"));

        parts().finish("b", "t");
        assertEquals(Optional.of(new HeldParts("t", "upload", AT, List.of(FIRST, SECOND, THIRD))),
                parts().discard("a"));
        assertEquals(Optional.empty(), parts().discard("a"));
        assertEquals(Optional.empty(), parts().find("a"));
        assertEquals(List.of(), parts().objects());
        assertFalse(parts().isNamed("upload"));
        assertFalse(parts().isKnown("id-1"));

        assertThrows(StoreException.class, () -> parts().put("a", "t", FIRST, AT));
        assertEquals(0, parts().take("a", "t2", AT).size());
    }

    @Test
    void ofManyThatTakeAtOnceTheLastHolds() throws InterruptedException {
        Race.of(8, index -> parts().take("a", "t" + index, AT));

        String holder = parts().find("a").orElseThrow().turn();
        List<Boolean> stored = Race.of(8, index -> {
            try {
                return parts().put("a", "t" + index, new StoredPart("id" + index, 0, 1, "x"), AT).isEmpty();
            } catch (StoreException lost) {
                return false;
            }
        });
        assertEquals(1, stored.stream().filter(Boolean::booleanValue).count());
        assertEquals("id" + holder.substring(1), parts().find("a").orElseThrow().parts().getFirst().id());
    }
}
