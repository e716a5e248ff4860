package io.tributary.loadtest.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tributary.experiments.simulation.Sent;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttackersTest {
    private static final List<Sent> SENT =
            List.of(new Sent(2, new float[] {1, 2}, 10), new Sent(5, new float[] {3, 4}, 20),
                    new Sent(7, new float[] {5, 60}, 30));

    private static Attackers flipping(int... devices) {
        BitSet set = new BitSet();
        for (int device : devices) {
            set.set(device);
        }
        return new Attackers(new SignFlip(2), set, 64, 1);
    }

    @Test
    void onlyAttackersUpdatesAreForgedAndTheirWeightsStay() {
        List<Sent> arrived = flipping(5, 6).carry(1, SENT);
        assertSame(SENT.get(0), arrived.get(0));
        assertSame(SENT.get(2), arrived.get(2));
        assertArrayEquals(new float[] {-6, -8}, arrived.get(1).delta());
        assertEquals(5, arrived.get(1).device());
        assertEquals(20, arrived.get(1).weight());
    }

    @Test
    void ofSilentAttackersNothingArrives() {
        assertEquals(List.of(SENT.get(0), SENT.get(2)),
                new Attackers(new Silence(), flipping(5).devices(), 64, 1).carry(1, SENT));
    }

    @Test
    void whatIsForgedStaysWithinThePlansBound() {
        assertArrayEquals(new float[] {-10, -64}, flipping(7).carry(1, SENT).get(2).delta());
    }

    @Test
    void roundsWithoutAttackersOrWithoutOthersArePassedOn() {
        assertSame(SENT, flipping(1, 3).carry(1, SENT));
        assertSame(SENT, flipping(2, 5, 7).carry(1, SENT));
    }

    @Test
    void attackersAreDrawnFromTheSeedAsManyAsTheFractionSays() {
        assertEquals(5, Attackers.draw(25, 0.2, 1).cardinality());
        assertEquals(0, Attackers.draw(25, 0.01, 1).cardinality());
        assertEquals(Attackers.draw(25, 0.2, 1), Attackers.draw(25, 0.2, 1));
        assertNotEquals(Attackers.draw(25, 0.2, 1), Attackers.draw(25, 0.2, 2));
    }
}
