package io.tributary.coordinator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunGaugesTest {
    private static final String FIRST = "01890000-0000-7000-8000-000000000001";
    private static final String SECOND = "01890000-0000-7000-8000-000000000002";
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RunGauges gauges = new RunGauges(registry);

    private static RunView view(String run, RunView.Status status, int round) {
        return new RunView(run, "test", status, null, round, 9, RunView.State.REPORTING, 4, 1, 0, List.of());
    }

    /** The round of each run that has a gauge. */
    private Map<String, Double> rounds() {
        Map<String, Double> rounds = new TreeMap<>();
        registry.find("tributary.run.round").gauges()
                .forEach(gauge -> rounds.put(gauge.getId().getTag("run"), gauge.value()));
        return rounds;
    }

    @Test
    void everyActiveRunHasGaugesOfItsOwnAndARunThatIsOverHasNone() {
        gauges.changed(view(FIRST, RunView.Status.ACTIVE, 1));
        gauges.changed(view(SECOND, RunView.Status.ACTIVE, 5));
        gauges.changed(view(FIRST, RunView.Status.ACTIVE, 2));
        assertEquals(Map.of(FIRST, 2.0, SECOND, 5.0), rounds());
        gauges.changed(view(FIRST, RunView.Status.FINISHED, 2));
        assertEquals(Map.of(SECOND, 5.0), rounds());
        gauges.changed(view(SECOND, RunView.Status.FAILED, 5));
        gauges.changed(view(SECOND, RunView.Status.FAILED, 5));
        assertEquals(Map.of(), rounds());
        gauges.changed(view(SECOND, RunView.Status.ACTIVE, 6));
        assertEquals(Map.of(SECOND, 6.0), rounds());
        assertEquals(1, registry.find("tributary.run.cohort").gauges().size());
    }
}
