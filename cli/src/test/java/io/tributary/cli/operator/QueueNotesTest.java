package io.tributary.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueNotesTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final RunView PLAYED =
            new RunView(RUN, "pair", RunView.Status.ACTIVE, null, 0, 3, RunView.State.STARTING, 0, 0, 0, List.of());

    private final List<String> said = new ArrayList<>();
    private final QueueNotes notes = new QueueNotes(said::add);

    @Test
    void whoWatchesARunThatWaitsIsToldWhereItStandsAndWhyOnceAndWhenItMoves() {
        notes.seen(PLAYED.in(new RunQueueing(2, 5, RunQueueing.Why.FULL)));
        notes.seen(PLAYED.in(new RunQueueing(2, 5, RunQueueing.Why.FULL)));
        notes.seen(PLAYED.in(new RunQueueing(1, 5, RunQueueing.Why.MODEL)));
        notes.seen(PLAYED);
        assertEquals(List.of(
                "run " + RUN
                        + " waits: number 2 of those that wait, priority 5: as many runs are played as there may be",
                "run " + RUN + " waits: number 1 of those that wait, priority 5: another run of its model is played"),
                said);
    }
}
