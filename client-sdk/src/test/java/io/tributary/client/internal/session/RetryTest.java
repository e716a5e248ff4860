package io.tributary.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private final List<Reason> refused = new ArrayList<>();
    private final Retry retry =
            new Retry(() -> NOW, new Timing(() -> NOW, () -> NOW, wait -> {}, new SplittableRandom(1))
                    .backoff(Duration.ofMillis(20), Duration.ofSeconds(1)));

    private String answerAfter(Reason reason) throws RejectedException {
        if (refused.isEmpty()) {
            refused.add(reason);
            throw new RejectedException(reason, "once");
        }
        return "answer";
    }

    @ParameterizedTest
    @EnumSource
    void aCallIsMadeAgainIfTheRefusalPassesAndNotOtherwise(Reason reason) throws Exception {
        Instant deadline = NOW.plusSeconds(60);
        if (reason.passes()) {
            assertEquals("answer", retry.until(deadline, () -> answerAfter(reason)));
        } else {
            assertEquals(reason, assertThrows(RejectedException.class,
                    () -> retry.until(deadline, () -> answerAfter(reason))).reason());
        }
        assertEquals(List.of(reason), refused);
    }
}
