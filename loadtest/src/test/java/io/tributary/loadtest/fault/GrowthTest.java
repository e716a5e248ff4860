package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static Soak.Sample sample(double seconds, long resident, long open, long entries, long bytes) {
        return new Soak.Sample(1, seconds, new Holdings(resident, open, entries, bytes));
    }

    private static Map<String, Boolean> flat(Soak.Sample early, Soak.Sample late) {
        return Growth.between(List.of(early), List.of(late)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().flat()));
    }

    @Test
    void whatStaysTheSameIsFlat() {
        Soak.Sample sample = sample(0.1, 300_000_000, 140, 50, 20_000_000);
        assertEquals(List.of(true), flat(sample, sample).values().stream().distinct().toList());
    }

    @Test
    void eachQuantityThatGrowsIsNamed() {
        Soak.Sample early = sample(0.1, 300_000_000, 140, 50, 20_000_000);
        Soak.Sample late = sample(0.2, 400_000_000, 200, 150, 40_000_000);
        assertEquals(List.of(false), flat(early, late).values().stream().distinct().toList());
    }

    @Test
    void theFirstQuarterDoesNotCount() {
        List<Soak.Sample> samples = List.of(sample(9, 0, 0, 0, 0), sample(0.1, 0, 0, 0, 0), sample(5, 0, 0, 0, 0),
                sample(0.3, 0, 0, 0, 0));
        Growth growth = Growth.ofQuarters(samples).get("seconds a round");
        assertEquals(new Growth(0.1, 0.3, growth.most(), growth.slack()), growth);
    }
}
