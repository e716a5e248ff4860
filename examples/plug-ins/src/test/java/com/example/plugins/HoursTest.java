package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.eligibility.Conditions;
import io.tributary.protocol.plugin.PlugInSpec;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {
    @ParameterizedTest
    @CsvSource({"9, 17, 08:59:59, false", "9, 17, 09:00:00, true", "9, 17, 17:00:00, false", "22, 6, 23:30:00, true",
        "22, 6, 05:59:59, true", "22, 6, 12:00:00, false", "0, 24, 23:59:59, true"})
    void devicesTakePartBetweenTheHours(double from, double to, String time, boolean within) {
        PlugInSpec settings = new PlugInSpec("hours", "1.0", Map.of("from", from, "to", to), Map.of());
        Conditions mains = new Conditions(OptionalInt.empty(), false, false, true, 0);
        assertEquals(within,
                new Hours().lacking(mains, Instant.parse("2026-01-01T" + time + "Z"), settings).isEmpty());
    }
}
