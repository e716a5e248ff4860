package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** maxUpdates * maxWeight * bound * 2^scaleBits stays below 2^62, exactly. */
@DisplayName("I3: a plan under which a fixed-point sum could overflow cannot be made")
@Tag("seeded")
class I3_NoSumCanOverflowTest {
    private static final BigDecimal LIMIT = new BigDecimal(BigInteger.TWO.pow(62));

    @Test
    void aProductOf2To62IsRefusedAndTheNextBoundBelowItPasses() {
        String message = assertThrows(IllegalArgumentException.class, () -> new UpdateSpec(1, 32, 1 << 20, 1 << 10))
                .getMessage();
        assertTrue(message.contains("must stay below 2^62"), message);
        assertDoesNotThrow(() -> new UpdateSpec(Math.nextDown(1.0), 32, 1 << 20, 1 << 10));
    }

    @Test
    void aProductFarBeyondADoubleIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new UpdateSpec(Double.MAX_VALUE, 52, 1 << 29, Integer.MAX_VALUE));
    }

    @Test
    void theRuleHoldsForEverySpecThatCanBeMadeAndNoOther() {
        SeededCases.check(2000, random -> {
            double bound = Math.scalb(random.nextDouble() + 0.5, random.nextInt(-20, 30));
            int scaleBits = random.nextInt(0, 53);
            int maxWeight = 1 + (random.nextInt(1 << 29) >> random.nextInt(29));
            int maxUpdates = 1 + (random.nextInt(Integer.MAX_VALUE) >> random.nextInt(31));
            boolean safe = new BigDecimal(bound).multiply(new BigDecimal(BigInteger.TWO.pow(scaleBits)))
                    .multiply(BigDecimal.valueOf((long) maxWeight * maxUpdates)).compareTo(LIMIT) < 0;
            assertEquals(safe, canBeMade(bound, scaleBits, maxWeight, maxUpdates));
        });
    }

    private static boolean canBeMade(double bound, int scaleBits, int maxWeight, int maxUpdates) {
        try {
            return new UpdateSpec(bound, scaleBits, maxWeight, maxUpdates).maxUpdates() == maxUpdates;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
