package io.tributary.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private static final String PHASES = "  (select 0.1, train 1.5, upload 0.3, aggregate 0.2, evaluate 0.2 s)";

    private final Captured console = new Captured();
    private final PlainProgress progress = new PlainProgress(console.out);

    @Test
    void aClosedRoundIsOneLineOfAStableForm() {
        progress.show(SampleRuns.run(Status.ACTIVE, 10, List.of(SampleRuns.committed(1, 0.913))));
        assertEquals(List
                .of("round  1/10  accuracy 0.9130  loss 0.3120  devices 11/12  up 14.2 MB  down 20.1 MB  2.1 s" + PHASES
                        + "  left 19 s"),
                console.lines());
    }

    @Test
    void anAbandonedRoundSaysWhy() {
        progress.show(SampleRuns.run(Status.FINISHED, 1, List.of(SampleRuns.abandoned(1))));
        assertEquals(List.of("round 1/1  abandoned: too-few-reports  devices 0/12  up 0 B  down 20.1 MB  2.0 s"
                + "  (select 0.5, train 1.5, upload 0.0, aggregate 0.0, evaluate 0.0 s)"), console.lines());
    }

    @Test
    void eachRoundIsShownOnceHoweverOftenItIsSeen() {
        for (int i = 0; i < 3; i++) {
            progress.show(SampleRuns.run(Status.ACTIVE, 2, List.of(SampleRuns.committed(1, 0.5))));
        }
        progress.show(SampleRuns.run(Status.FINISHED, 2,
                List.of(SampleRuns.committed(1, 0.5), SampleRuns.committed(2, 0.6))));
        assertEquals(2, console.lines().size());
    }

    @Test
    void aCommittedRoundIsShownOnlyOnceItHasBeenEvaluated() {
        progress.show(SampleRuns.run(Status.ACTIVE, 3, List.of(SampleRuns.committed(1, null))));
        assertEquals(List.of(), console.lines());
        progress.show(SampleRuns.run(Status.ACTIVE, 3, List.of(SampleRuns.committed(1, 0.5))));
        assertEquals(1, console.lines().size());
    }

    @Test
    void aRoundThatIsNeverEvaluatedIsShownWhenTheNextOneHasClosed() {
        progress.show(SampleRuns.run(Status.ACTIVE, 3,
                List.of(SampleRuns.committed(1, null), SampleRuns.committed(2, null))));
        assertEquals(1, console.lines().size());
        progress.show(SampleRuns.run(Status.FINISHED, 3,
                List.of(SampleRuns.committed(1, null), SampleRuns.committed(2, null))));
        assertEquals("round 2/3  accuracy -  loss -  devices 11/12  up 14.2 MB  down 20.1 MB  2.1 s" + PHASES,
                console.lines().getLast());
    }

    @Test
    void aRoundThatIsNeverEvaluatedHasItsDevicesTrainingLoss() {
        progress.show(SampleRuns.run(Status.FINISHED, 1,
                List.of(SampleRuns.committed(1, null).with(new RoundView.Training(0.625, 10, 1)))));
        assertEquals("round 1/1  accuracy -  loss -  train loss 0.6250  devices 11/12  up 14.2 MB  down 20.1 MB  2.1 s"
                + PHASES, console.lines().getLast());
    }

    @Test
    void stepsAndMessagesAreLines() {
        progress.step("reading data");
        progress.message("two\nlines");
        progress.close();
        assertEquals(List.of("reading data ...", "two", "lines"), console.lines());
    }

    @Test
    void aThousandFilesAreTenLinesOrSo() {
        for (int done = 1; done <= 1000; done++) {
            progress.count("reading the data", done, 1000);
        }
        assertTrue(console.lines().size() <= 12, console.text());
        assertTrue(console.text().contains("reading the data: 1000 of 1000"), console.text());
    }

    @Test
    void whatComesFromOutsideCannotMoveTheCursor() {
        progress.message("left out: \u001b[2J\u202ecat");
        assertTrue(console.text().startsWith("left out: \\u001b[2J\\u202ecat"), console.text());
    }
}
