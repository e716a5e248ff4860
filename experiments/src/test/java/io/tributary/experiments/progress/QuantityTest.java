package io.tributary.experiments.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "14200000, 14.2 MB", "999949999, 999.9 MB", "999950000, 1.0 GB",
        "9223372036854775807, 9.2 EB"})
    void bytesAreDecimal(long bytes, String text) {
        assertEquals(text, Quantity.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "2340, 2.3 s", "9499, 9.5 s", "9600, 10 s", "59400, 59 s", "59600, 1 min 00 s",
        "65000, 1 min 05 s",
        "3599600, 1 h 00 min", "7620000, 2 h 07 min"})
    void timesHaveTheUnitThatFits(long millis, String text) {
        assertEquals(text, Quantity.time(Duration.ofMillis(millis)));
    }
}
