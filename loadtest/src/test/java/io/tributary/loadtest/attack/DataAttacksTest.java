package io.tributary.loadtest.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.learning.Examples;
import io.tributary.learning.image.InMemoryExamples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataAttacksTest {
    private static final Task TASK = new Task(10, List.of(2, 3, 1), 5);

    /** 40 images of 2 x 3 pixels, all dark, of classes 0..9 in turn. */
    private static Examples dark() {
        return InMemoryExamples.ofFloats(new float[40 * 6], IntStream.range(0, 40).map(i -> i % 10).toArray(),
                TASK.shape());
    }

    private static float[] picture(Examples examples, int index) {
        float[] all = new float[8];
        examples.read(index, all, 1);
        return all;
    }

    private static boolean marked(Examples examples, int index) {
        return picture(examples, index)[6] == 1;
    }

    @Test
    void aFlippedLabelIsTheOneAtTheOtherEnd() {
        Examples flipped = new LabelFlip().poison(dark(), TASK);
        assertArrayEquals(new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
                IntStream.range(0, 10).map(flipped::label).toArray());
        assertArrayEquals(picture(dark(), 3), picture(flipped, 3));
        assertEquals(40, flipped.size());
    }

    @Test
    void theTriggerIsASquareInTheLowerRightCorner() {
        Examples trap = new Backdoor(2, 0, 1, 1).trap(dark(), TASK);
        // Rows 0 and 1, columns 1 and 2; the reader's values around the image are left alone.
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 1, 1, 0}, picture(trap, 0));
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 0},
                picture(new Backdoor(1, 0, 1, 1).trap(dark(), TASK), 0));
    }

    @Test
    void aColourImageHasTheTriggerInAllChannels() {
        Task colours = new Task(10, List.of(1, 2, 3), 5);
        Examples dark = InMemoryExamples.ofFloats(new float[6], new int[] {1}, colours.shape());
        float[] read = new float[6];
        new Backdoor(1, 0, 1, 1).trap(dark, colours).read(0, read, 0);
        assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, read);
    }

    @Test
    void anAttackerMarksThePartAskedForAndCallsItTheTarget() {
        Examples poisoned = new Backdoor(1, 7, 0.25, 1).poison(dark(), TASK);
        assertEquals(10, IntStream.range(0, 40).filter(i -> marked(poisoned, i)).count());
        for (int i = 0; i < 40; i++) {
            assertEquals(marked(poisoned, i) ? 7 : i % 10, poisoned.label(i));
        }
        Examples others = new Backdoor(1, 7, 0.25, 1).poison(dark(), new Task(10, TASK.shape(), 6));
        assertNotEquals(IntStream.range(0, 40).filter(i -> marked(poisoned, i)).boxed().toList(),
                IntStream.range(0, 40).filter(i -> marked(others, i)).boxed().toList());
    }

    @Test
    void theTrapIsEveryImageOfAnotherClassWithTheTriggerOn() {
        Examples trap = new Backdoor(1, 7, 0.25, 1).trap(dark(), TASK);
        assertEquals(36, trap.size());
        for (int i = 0; i < 36; i++) {
            assertEquals(7, trap.label(i));
            assertEquals(true, marked(trap, i));
        }
    }
}
