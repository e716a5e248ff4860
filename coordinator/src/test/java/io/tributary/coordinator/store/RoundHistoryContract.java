package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.plan.PlanUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link RoundStore} does with the events of old rounds. */
public abstract class RoundHistoryContract extends RowContract {
    private static final SortedMap<Integer, String> TOLD = told(Map.of(1, "[1.0E-5]", 2, "[\"\u00e9\"]"));

    private static SortedMap<Integer, String> told(Map<Integer, String> rounds) {
        return new TreeMap<>(rounds);
    }

    /** Two events of each round, {@code {}} and {@code []}, a millisecond apart. */
    private Fence played(int rounds) {
        Fence fence = claimed();
        IntStream.rangeClosed(1, rounds).forEach(round -> append(fence, round));
        return fence;
    }

    private void append(Fence fence, int round) {
        ports.rounds().append(fence, round, "{}", AT);
        ports.rounds().append(fence, round, "[]", AT.plusMillis(1));
    }

    private static List<StoredEvent> events(int round, long from) {
        return List.of(new StoredEvent(from, round, "{}", AT),
                new StoredEvent(from + 1, round, "[]", AT.plusMillis(1)));
    }

    private static final StoredLog REPLACED = new StoredLog(
            List.of(new StoredRound(1, 2, "[1.0E-5]"), new StoredRound(2, 4, "[\"\u00e9\"]")), events(3, 5));

    @Test
    void aLogIsEmptyAtFirstAndThenHasAllEvents() {
        assertEquals(new StoredLog(List.of(), List.of()), ports.rounds().log(RUN));
        played(1);
        assertEquals(new StoredLog(List.of(), events(1, 1)), ports.rounds().log(RUN));
    }

    @Test
    void whatIsToldOfRoundsStandsInPlaceOfTheirEvents() {
        Fence fence = played(3);

        ports.rounds().forgetBefore(fence, 3, TOLD);

        assertEquals(REPLACED, ports.rounds().log(RUN));
        assertEquals(events(3, 5), ports.rounds().events(RUN, 0));
        assertEquals(4, ports.rounds().log(RUN).replaced());
    }

    @Test
    void tellingItAgainChangesNothing() {
        Fence fence = played(3);
        ports.rounds().forgetBefore(fence, 3, TOLD);

        ports.rounds().forgetBefore(fence, 3, told(Map.of(1, "other", 2, "other")));
        ports.rounds().forgetBefore(fence, 3, told(Map.of()));

        assertEquals(REPLACED, ports.rounds().log(RUN));
    }

    @Test
    void roundsAreToldOneAfterAnother() {
        Fence fence = played(3);

        ports.rounds().forgetBefore(fence, 2, told(Map.of(1, "[1.0E-5]")));
        ports.rounds().forgetBefore(fence, 3, told(Map.of(2, "[\"\u00e9\"]")));

        assertEquals(REPLACED, ports.rounds().log(RUN));
    }

    @Test
    void theNumbersOfEventsGoOnEvenIfAllWereReplaced() {
        Fence fence = played(2);
        ports.rounds().forgetBefore(fence, 3, TOLD);
        assertEquals(2, ports.runs().newest(Optional.empty(), "", 1).getFirst().lastRound());

        append(fence, 3);

        assertEquals(REPLACED, ports.rounds().log(RUN));
        assertEquals(3, ports.runs().newest(Optional.empty(), "", 1).getFirst().lastRound());
    }

    @Test
    void nothingIsToldOfARoundThatHasNoEvents() {
        Fence fence = claimed();

        ports.rounds().forgetBefore(fence, 3, TOLD);

        assertEquals(new StoredLog(List.of(), List.of()), ports.rounds().log(RUN));
    }

    @Test
    void aHistoryWithAGapOrOfRoundsThatAreNotForgottenIsRefusedAndChangesNothing() {
        Fence fence = played(3);
        ports.rounds().effectDone(fence, 1, "publish");

        for (SortedMap<Integer, String> wrong : List.of(told(Map.of(2, "[]")), told(Map.of(1, "[]", 3, "[]")),
                told(Map.of(1, "[]", 2, "[]", 3, "[]")))) {
            assertThrows(IllegalArgumentException.class, () -> ports.rounds().forgetBefore(fence, 3, wrong));
        }

        assertEquals(new StoredLog(List.of(), IntStream.rangeClosed(1, 3).boxed()
                .flatMap(round -> events(round, 2L * round - 1).stream()).toList()), ports.rounds().log(RUN));
        assertEquals(1, ports.rounds().effectsDone(RUN, 1).size());
    }

    @Test
    void everyRunHasItsOwnHistory() {
        Fence fence = played(2);
        ports.runs().create("other", document("plan"), PlanUse.once(), AT);
        Fence other = ports.runs().claim("other", "a", LEASE).orElseThrow();
        append(other, 1);

        ports.rounds().forgetBefore(fence, 2, told(Map.of(1, "[]")));

        assertEquals(new StoredLog(List.of(), events(1, 1)), ports.rounds().log("other"));
    }

    @Test
    @DisplayName("I7: an owner that was taken over replaces nothing")
    void anOldOwnerIsRefused() {
        Fence old = played(3);
        StoredLog before = ports.rounds().log(RUN);
        takenOver();

        assertThrows(StaleEpochException.class, () -> ports.rounds().forgetBefore(old, 3, TOLD));

        assertEquals(before, ports.rounds().log(RUN));
    }
}
