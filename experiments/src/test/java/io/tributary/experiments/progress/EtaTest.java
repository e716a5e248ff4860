package io.tributary.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EtaTest {
    @Test
    void theRoundsLeftTakeAsLongAsTheOnesBefore() {
        assertEquals(Optional.of(Duration.ofMillis(4200)),
                Eta.left(SampleRuns.run(Status.ACTIVE, 3, List.of(SampleRuns.committed(1, 0.5)))));
    }

    /** A version is measured beside the next round: who takes longer decides. */
    @Test
    void roundsTakeAsLongAsTheirMeasurementsIfTheseTakeLonger() {
        RoundView round = SampleRuns.committed(1, 0.5);
        RoundView slow = new RoundView(1, round.outcome(), null, round.reports(), round.evaluation(), round.traffic(),
                new RoundView.Seconds(0.1, 1.5, 0.3, 0.2, 7), round.model());
        assertEquals(Optional.of(Duration.ofSeconds(14)), Eta.left(SampleRuns.run(Status.ACTIVE, 3, List.of(slow))));
    }

    @Test
    void onlyTheLastFiveRoundsCount() {
        List<RoundView> history = new ArrayList<>();
        for (int round = 1; round <= 5; round++) {
            history.add(SampleRuns.abandoned(round));
        }
        for (int round = 6; round <= 10; round++) {
            history.add(SampleRuns.committed(round, 0.5));
        }
        assertEquals(Optional.of(Duration.ofMillis(2100)), Eta.left(SampleRuns.run(Status.ACTIVE, 11, history)));
    }

    @Test
    void nobodyKnowsBeforeTheFirstRoundAndNobodyAsksAfterTheLast() {
        assertEquals(Optional.empty(), Eta.left(SampleRuns.run(Status.ACTIVE, 3, List.of())));
        assertEquals(Optional.empty(),
                Eta.left(SampleRuns.run(Status.ACTIVE, 1, List.of(SampleRuns.committed(1, 0.5)))));
        assertEquals(Optional.empty(),
                Eta.left(SampleRuns.run(Status.STOPPED, 3, List.of(SampleRuns.committed(1, 0.5)))));
    }
}
