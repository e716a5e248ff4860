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
        assertEquals(Optional.of(Duration.ofMillis(4600)),
                Eta.left(SampleRuns.run(Status.ACTIVE, 3, List.of(SampleRuns.committed(1, 0.5)))));
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
        assertEquals(Optional.of(Duration.ofMillis(2300)), Eta.left(SampleRuns.run(Status.ACTIVE, 11, history)));
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
