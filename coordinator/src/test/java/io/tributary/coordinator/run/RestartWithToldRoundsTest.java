package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.run.Fuse.Fault;
import io.tributary.coordinator.run.Life.Scenario;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.coordinator.store.StoredRound;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A coordinator that keeps one version is killed before and after every write of a whole run: the next one tells of every round what
 * a coordinator tells that kept all of their events and was never killed.
 */
class RestartWithToldRoundsTest {
    private static final Retention NEWEST = new Retention(1);

    /** What came of a life, in the end. */
    private record End(RunView view, StoredLog stored, @Nullable String killed) {}

    private static End played(Scenario scenario, Retention retention, int point, Fault fault) throws Exception {
        RowPorts.Hand clock = new RowPorts.Hand();
        Ports ports = Ports.of(new MemoryStores(clock));
        Life life = new Life(scenario, clock, retention);
        life.prepare(ports);
        String killed = null;
        RunView view;
        try {
            view = life.live(ports.behind(new Fuse(point, fault)));
        } catch (Killed death) {
            killed = death.getMessage();
            view = life.live(ports);
        }
        assertEquals(view, SteppedRun.view(Life.RUN, ports), "as shown and as stored, killed at point " + point);
        return new End(view, ports.rounds().log(Life.RUN), killed);
    }

    private static List<List<Object>> told(End end) {
        return end.view().history().stream().map(round -> Arrays.<Object>asList(round.round(), round.outcome(),
                round.reason(), round.reports(), round.evaluation(), round.model())).toList();
    }

    /** The rounds before the last one that was committed, whose version is the one that is kept. */
    private static List<Integer> toldIn(End end) {
        int kept = end.view().history().stream().filter(round -> round.outcome() == RoundView.Outcome.COMMITTED)
                .mapToInt(RoundView::round).max().orElse(1);
        return IntStream.range(1, kept).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_IS_MISSING", "TOO_FEW"})
    void aRunKilledAnywhereTellsOfEveryRoundWhatOneTellsThatKeptItsEvents(Scenario scenario) throws Exception {
        End whole = played(scenario, Retention.ALL, Fuse.NEVER, Fault.DEATH);
        assertEquals(List.of(), whole.stored().past());
        End undisturbed = played(scenario, NEWEST, Fuse.NEVER, Fault.DEATH);
        assertEquals(whole.view(), undisturbed.view());
        int point = 0;
        for (End end = played(scenario, NEWEST, point, Fault.DEATH); end.killed() != null; end =
                played(scenario, NEWEST, ++point, Fault.DEATH)) {
            String where = "killed at point " + point + ", " + end.killed();
            assertEquals(told(whole), told(end), where);
            assertEquals(whole.view().status(), end.view().status(), where);
            assertEquals(toldIn(whole), end.stored().past().stream().map(StoredRound::round).toList(), where);
            assertEquals(undisturbed.stored().events().size(), end.stored().events().size(), where);
        }
        assertTrue(point > 40, point + " points are too few to be all");
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_IS_MISSING", "TOO_FEW"})
    void storageThatFailsAnywhereMakesNoDifference(Scenario scenario) throws Exception {
        End undisturbed = played(scenario, NEWEST, Fuse.NEVER, Fault.FAILURE);
        for (int point = 0; point < 300; point += 7) {
            End end = played(scenario, NEWEST, point, Fault.FAILURE);
            assertEquals(told(undisturbed), told(end), "storage failed at point " + point);
            assertEquals(undisturbed.stored().events().size(), end.stored().events().size());
        }
    }
}
