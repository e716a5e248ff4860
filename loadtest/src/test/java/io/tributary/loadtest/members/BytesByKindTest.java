package io.tributary.loadtest.members;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BytesByKindTest {
    @Test
    void whatIsNoContentOfAKindIsOtherAndTheBusIsApart() {
        assertEquals(Map.of("chunks", 60.0, "ranges", 10.0, "bus", 1000.0, "other", 30.0), BytesByKind
                .withoutContents(Map.of("chunks", 60.0, "ranges", 10.0, "bus", 1000.0, "other", 100.0)));
    }

    @Test
    void aKindIsReadFromItsLabel() {
        assertEquals("chunks", BytesByKind.kind("{kind=\"chunks\"}"));
    }
}
