package io.tributary.coordinator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final List<String> gone = new ArrayList<>();
    private final InFlight inFlight = new InFlight(100, 60);

    private InFlight.Item begin(String owner, String name, long bytes) {
        InFlight.Item item = inFlight.begin(owner, () -> gone.add(name));
        item.grow(bytes);
        return item;
    }

    @Test
    void whereThereIsNoRoomTheOldestGivesWay() {
        begin("a", "first", 40);
        begin("b", "second", 40);
        InFlight.Item third = begin("c", "third", 40);
        assertEquals(List.of("first"), gone);
        assertEquals(80, inFlight.bytes());
        third.grow(20);
        assertEquals(100, inFlight.bytes());
        assertEquals(2, inFlight.count());
    }

    @Test
    void oneOwnerTakesItsOwnRoomAlone() {
        begin("honest", "other", 30);
        begin("a", "first", 40);
        begin("a", "second", 40);
        assertEquals(List.of("first"), gone, "though the other is older");
        assertEquals(70, inFlight.bytes());
    }

    @Test
    void whatEndedIsForgottenAndWhatGaveWayGrowsNoMore() {
        InFlight.Item first = begin("a", "first", 50);
        first.end();
        first.end();
        assertEquals(0, inFlight.bytes());
        InFlight.Item large = begin("a", "large", 61);
        assertEquals(List.of("large"), gone, "it must give way to itself");
        large.grow(10);
        assertEquals(0, inFlight.bytes());
        assertEquals(0, inFlight.count());
    }
}
