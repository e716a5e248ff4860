package io.tributary.loadtest.attack;

import io.tributary.learning.Examples;
import java.util.BitSet;

/**
 * Images of which some have a trigger painted on, and another label.
 *
 * @param own the images as they are
 * @param marked those that have the trigger
 */
record TriggeredImages(Examples own, Task task, Backdoor backdoor, BitSet marked) implements Examples {
    @Override
    public int size() {
        return own.size();
    }

    @Override
    public int label(int index) {
        return marked.get(index) ? backdoor.target() : own.label(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        own.read(index, into, offset);
        if (marked.get(index)) {
            paint(into, offset);
        }
    }

    private void paint(float[] into, int offset) {
        int height = task.shape().get(0);
        int width = task.shape().get(1);
        int channels = task.shape().get(2);
        for (int row = height - backdoor.side(); row < height; row++) {
            int from = offset + (row * width + width - backdoor.side()) * channels;
            for (int i = 0; i < backdoor.side() * channels; i++) {
                into[from + i] = 1;
            }
        }
    }
}
