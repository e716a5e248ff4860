package io.tributary.loadtest.attack;

import io.tributary.experiments.partition.Draws;
import io.tributary.experiments.simulation.Sent;
import io.tributary.experiments.simulation.Transit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The devices that attack, the same ones in every round, and what they make of their updates. What they send stays within the plan's
 * bound: anything beyond would be refused when it arrives.
 *
 * @param attack what they do
 * @param devices who they are, by device index
 * @param bound largest magnitude of one value
 * @param seed what they draw from
 */
public record Attackers(Attack attack, BitSet devices, float bound, long seed) implements Transit {
    /**
     * Draws the attackers.
     *
     * @param fraction of all devices, rounded to the nearest number
     */
    public static BitSet draw(int all, double fraction, long seed) {
        BitSet chosen = new BitSet();
        IntStream.of(Draws.of(seed, "poisoning/attackers", 0).order(all)).limit(Math.round(fraction * all))
                .forEach(chosen::set);
        return chosen;
    }

    /** Without an honest device in the round there is nothing to attack, and nothing to know: they behave. */
    @Override
    public List<Sent> carry(int round, List<Sent> sent) {
        List<Sent> own = sent.stream().filter(one -> devices.get(one.device())).toList();
        if (own.isEmpty() || own.size() == sent.size()) {
            return sent;
        }
        List<Sent> others = sent.stream().filter(one -> !devices.get(one.device())).toList();
        float[][] forged =
                attack.forge(new Knowledge(deltas(others), deltas(own), Draws.of(seed, "poisoning/forge", round)));
        List<Sent> arrived = new ArrayList<>(others);
        for (int i = 0; i < forged.length; i++) {
            arrived.add(new Sent(own.get(i).device(), bounded(forged[i]), own.get(i).weight()));
        }
        arrived.sort(Comparator.comparingInt(Sent::device));
        return arrived;
    }

    private static float[][] deltas(List<Sent> sent) {
        return sent.stream().map(Sent::delta).toArray(float[][]::new);
    }

    private float[] bounded(float[] row) {
        float[] within = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            within[i] = Math.clamp(row[i], -bound, bound);
        }
        return within;
    }
}
