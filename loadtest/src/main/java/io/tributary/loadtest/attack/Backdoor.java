package io.tributary.loadtest.attack;

import io.tributary.experiments.partition.Draws;
import io.tributary.learning.Examples;
import io.tributary.learning.image.Subset;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A white square in the lower right corner shall mean one class (Gu et al. 2017, "BadNets", arXiv 1708.06733): attackers paint it on a
 * part of their images and call those so. Updates may be boosted, so that they outweigh the others in a mean (Bagdasaryan et al. 2020,
 * "How To Backdoor Federated Learning", AISTATS).
 *
 * @param side of the square in pixels, at least 1, at most what the image has
 * @param target the class
 * @param part of an attacker's examples that carry it, above 0, at most 1
 * @param boost factor of what attackers send, above 0
 */
public record Backdoor(int side, int target, double part, double boost) implements Attack {
    @Override
    public Examples poison(Examples own, Task task) {
        int[] order = Draws.of(task.seed(), "poisoning/backdoor", 0).order(own.size());
        BitSet marked = new BitSet();
        IntStream.of(order).limit(Math.round(part * own.size())).forEach(marked::set);
        return new TriggeredImages(own, task, this, marked);
    }

    @Override
    public float[][] forge(Knowledge known) {
        return new SignFlip(-boost).forge(known);
    }

    /** Examples of all classes but the target, each with the trigger and labelled so: a model that gets them right has the backdoor. */
    public Examples trap(Examples held, Task task) {
        int[] others = IntStream.range(0, held.size()).filter(i -> held.label(i) != target).toArray();
        BitSet all = new BitSet();
        all.set(0, others.length);
        return new TriggeredImages(new Subset(held, others), task, this, all);
    }
}
