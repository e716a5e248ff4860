package io.tributary.coordinator.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.metrics.ScalingGauges;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingSignalTest {
    private static final Amounts MOST = new Amounts(1000, 10, 4, 2, 5, 100, 50, 20);
    private Amounts asked = Amounts.NONE;
    private final ScalingSignal signal = new ScalingSignal(() -> asked, MOST);

    private static Amounts amounts(int bytes, int uploads, int receiving, int runs, int connections) {
        return new Amounts(bytes, uploads, receiving, 0, runs, connections, 0, 0);
    }

    @Test
    void eachPartIsTheShareOfWhatIsShortest() {
        ScalingLoad load = ScalingLoad.of(new Amounts(500, 8, 1, 3, 6, 10, 35, 4), MOST);
        assertEquals(new ScalingLoad(0.8, 1.5, 1.2, 0.7), load);
        assertEquals(1.5, load.pressure());
        assertEquals(new ScalingLoad(0.5, 0, 0.2, 0.1), ScalingLoad.of(amounts(500, 1, 1, 1, 10), MOST));
    }

    @Test
    void aMemberWithNothingToDoHasNoPressure() {
        assertEquals(0, signal.load().pressure());
        assertEquals(0, ScalingLoad.of(MOST, Amounts.NONE).pressure());
    }

    @Test
    void aBurstOfRangesCountsForItsSecondsAndAtMostFourTimesTheCores() {
        asked = Amounts.NONE.withRanges(1_000);
        for (int second = 0; second < 3; second++) {
            signal.look();
        }
        asked = Amounts.NONE;
        assertEquals(3 * ScalingLoad.MOST_RANGES / ScalingSignal.LOOKS, signal.load().ranges(), 1e-9);
        for (int second = 0; second < ScalingSignal.LOOKS; second++) {
            signal.look();
        }
        assertEquals(0, signal.load().ranges());
    }

    @Test
    void gaugesShowThePartsAndThePressure() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ScalingGauges.show(signal, registry);
        asked = amounts(250, 0, 3, 1, 10).withRanges(1);
        for (int second = 0; second < ScalingSignal.LOOKS; second++) {
            signal.look();
        }
        Map.of("bytes", 0.75, "ranges", 0.5, "runs", 0.2, "devices", 0.1).forEach((part, share) -> assertEquals(share,
                registry.get("tributary.scaling.load").tag("of", part).gauge().value(), 1e-9, part));
        assertEquals(0.75, registry.get("tributary.scaling.pressure").gauge().value());
    }
}
