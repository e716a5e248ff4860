package io.tributary.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void groupsFollowOneAnotherAndHoldEveryDeviceOnce() {
        assertEquals(List.of(new Span(0, 3), new Span(3, 6), new Span(6, 10)), Span.split(10, 3));
    }

    @Test
    void noGroupIsEmpty() {
        assertEquals(List.of(new Span(0, 1), new Span(1, 2)), Span.split(2, 5));
    }
}
