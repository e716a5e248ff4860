package io.tributary.experiments.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportersTest {
    private final List<String> told = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private boolean broken;

    private final class Fake implements RunExporter {
        private final String name;
        private final boolean breaks;

        Fake(String name, boolean breaks) {
            this.name = name;
            this.breaks = breaks;
        }

        @Override
        public String name() {
            return name;
        }

        private void tell(String what) throws IOException {
            if (breaks && broken) {
                throw new IOException("it is away");
            }
            told.add(name + " " + what);
        }

        @Override
        public void round(RoundView round) throws IOException {
            tell("round " + round.round());
        }

        @Override
        public void ended(RunView.Status status) throws IOException {
            tell(status.name());
        }

        @Override
        public void close() {
            told.add(name + " closed");
        }
    }

    @Test
    void oneThatFailsKeepsNoOtherAndIsToldLaterWhatItMissed() throws InterruptedException {
        try (Exporters exporters = new Exporters(List.of(new Fake("a", true), new Fake("b", false)), said::add)) {
            broken = true;
            exporters.round(SampleRuns.committed(1, 0.5));
            exporters.round(SampleRuns.committed(2, 0.6));
            assertEquals(List.of("b round 1", "b round 2"), told);
            broken = false;
            exporters.round(SampleRuns.committed(3, 0.7));
            exporters.ended(RunView.Status.FINISHED);
        }
        assertEquals(List.of("b round 1", "b round 2", "a round 1", "a round 2", "a round 3", "b round 3", "a FINISHED",
                "b FINISHED",
                "a closed", "b closed"), told);
        assertEquals(List.of("a: it is away; the run goes on without it, and each round is tried again"), said);
    }
}
