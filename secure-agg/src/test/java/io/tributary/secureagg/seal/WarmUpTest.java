package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {
    @Test
    void piecesAreSealedOpenedHashedAndEncoded() {
        assertDoesNotThrow(() -> WarmUp.play(40));
    }

    /** One test, since a JVM is warmed up once. */
    @Test
    void aJvmIsWarmedUpOnceForManyValuesOnADaemonThreadOfTheLowestPriority() throws Exception {
        assertFalse(WarmUp.begin((int) WarmUp.LEAST_VALUES - 1, 1), "too few to pay");
        assertEquals(List.of(), threads());
        assertTrue(WarmUp.begin((int) WarmUp.LEAST_VALUES / 10, 10));
        for (Thread thread : threads()) {
            assertTrue(thread.isDaemon());
            assertEquals(Thread.MIN_PRIORITY, thread.getPriority());
            thread.join();
        }
        assertFalse(WarmUp.begin((int) WarmUp.LEAST_VALUES / 10, 10), "once is enough");
        assertEquals(List.of(), threads());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tributary-warm-up"))
                .toList();
    }
}
