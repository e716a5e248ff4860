package io.tributary.loadtest.attack;

/**
 * Attackers train and send nothing. No attack, but the measure for the others: a rule that finds every attacker out loses the same
 * data.
 */
public record Silence() implements Attack {
    @Override
    public float[][] forge(Knowledge known) {
        return new float[0][];
    }
}
