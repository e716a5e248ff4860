package io.tributary.loadtest.attack;

import io.tributary.learning.Examples;

/**
 * Attackers train on class {@code classes - 1 - y} in place of y (Fang et al. 2020, "Local Model Poisoning Attacks to Byzantine-Robust
 * Federated Learning", USENIX Security, section 5.1).
 */
public record LabelFlip() implements Attack {
    @Override
    public Examples poison(Examples own, Task task) {
        return new Relabelled(own, task.classes());
    }

    private record Relabelled(Examples own, int classes) implements Examples {
        @Override
        public int size() {
            return own.size();
        }

        @Override
        public int label(int index) {
            return classes - 1 - own.label(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            own.read(index, into, offset);
        }
    }
}
