package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.run.Life.Scenario;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What another member plays is read as it grows, not from its beginning each time, and comes to the same. */
class FollowedRunTest {
    private final RowPorts.Hand clock = new RowPorts.Hand();
    private final Ports stored = Ports.of(new MemoryStores(clock));
    private final List<String> reads = new ArrayList<>();
    private final List<Integer> newEvents = new ArrayList<>();
    /** So many of the events that are asked for are stored in another way by then. */
    private int replaced;

    private FollowedRun follower(Ports ports) {
        return new FollowedRun(PlannedRun.of(stored.runs().find(Life.RUN).orElseThrow()),
                ports.services(Life.KEY, new DevicePool(Duration.ofMinutes(1)), clock, "other", _ -> Optional.empty()),
                new AnsweredDevices());
    }

    /** Plays the scenario; the follower looks after each so many events. */
    private FollowedRun followed(Scenario scenario, int every) throws Exception {
        Life life = new Life(scenario, clock);
        life.prepare(stored);
        FollowedRun followed = follower(stored.behind((what, arguments, call) -> {
            Object answer = call.make();
            reads.add(what);
            if (what.equals("RoundStore.eventsAfter") && answer instanceof List<?> events) {
                newEvents.add(events.size());
                return events.subList(Math.min(replaced, events.size()), events.size());
            }
            return answer;
        }));
        followed.read();
        int[] appended = {0};
        life.live(stored.behind((what, arguments, call) -> {
            @Nullable Object answer = call.make();
            if (what.equals("RoundStore.append") && ++appended[0] % every == 0) {
                followed.refresh();
            }
            return answer;
        }));
        followed.read();
        return followed;
    }

    private long whole() {
        return reads.stream().filter("RoundStore.log"::equals).count();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void eachNewEventIsReadOnceAndTheViewIsThatOfAllOfThem(Scenario scenario) throws Exception {
        FollowedRun followed = followed(scenario, 1);
        FollowedRun anew = follower(stored);
        anew.read();
        assertEquals(anew.view(), followed.view());
        assertTrue(newEvents.stream().allMatch(count -> count <= 2), newEvents::toString);
        assertEquals(1, whole());
    }

    @Test
    void allIsReadAgainWhereEventsWereReplacedBeforeTheyWereRead() throws Exception {
        replaced = 2;
        FollowedRun followed = followed(Scenario.EVERYONE_REPORTS, 10);
        FollowedRun anew = follower(stored);
        anew.read();
        assertEquals(anew.view(), followed.view());
        assertEquals(newEvents.stream().filter(count -> count > 0).count() + 1, whole());
        assertTrue(whole() > 2, () -> "read " + whole() + " times");
    }
}
