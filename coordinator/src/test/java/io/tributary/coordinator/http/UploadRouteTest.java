package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** After a member died, its devices ask the others for what those never saw: of that no operator is told a hundred times. */
class UploadRouteTest {
    @Test
    void thatAnUploadIsNotHereIsExpectedOfWhoAsksOrGoesOn() {
        assertTrue(UploadRoute.isExpected(HttpMethod.HEAD, Reason.NOT_FOUND));
        assertTrue(UploadRoute.isExpected(HttpMethod.PATCH, Reason.NOT_FOUND));
        assertFalse(UploadRoute.isExpected(HttpMethod.PUT, Reason.NOT_FOUND));
        assertFalse(UploadRoute.isExpected(HttpMethod.DELETE, Reason.NOT_FOUND));
    }

    @Test
    void whatPassesByItselfIsExpectedButThatThereIsNoRoom() {
        assertEquals(EnumSet.of(Reason.WRONG_OFFSET, Reason.RATE_LIMITED, Reason.UNAVAILABLE, Reason.DRAINING),
                Arrays.stream(Reason.values()).filter(reason -> UploadRoute.isExpected(HttpMethod.PUT, reason))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class))));
    }
}
