package io.tributary.learning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.learning.Examples;
import io.tributary.protocol.plugin.PlugInSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Data sources that break what their port asks, each in one way. */
class DataSourceContractTest {
    private final AtomicInteger calls = new AtomicInteger();

    private interface Reader {
        void read(int index, float[] into, int offset);
    }

    private record Made(int size, IntUnaryOperator labels, Reader reader) implements Examples {
        @Override
        public int label(int index) {
            return labels.applyAsInt(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            reader.read(index, into, offset);
        }
    }

    private interface Reading {
        SourcedExamples read();
    }

    private record Source(Reading reading) implements DataSourcePlugIn {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Is broken.";
        }

        @Override
        public SourcedExamples read(Optional<Path> path, PlugInSpec settings) {
            return reading.read();
        }
    }

    private static SourcedExamples examples(IntUnaryOperator labels, Reader reader) {
        return SourcedExamples.of(new Made(4, labels, reader), List.of(2), List.of("a", "b"));
    }

    private static SourcedExamples sound() {
        return examples(index -> index % 2, (index, into, offset) -> {
            into[offset] = index;
            into[offset + 1] = 1;
        });
    }

    private static String fault(Reading reading) {
        return assertThrows(AssertionError.class, () -> DataSourceContract.check(new Source(reading), Optional.empty(),
                PlugInSpec.of("broken", "1.0"))).getMessage();
    }

    @Test
    void aSoundOnePasses() throws Exception {
        DataSourceContract.check(new Source(DataSourceContractTest::sound), Optional.empty(),
                PlugInSpec.of("broken", "1.0"));
    }

    @Test
    void anotherOrderOrAnotherSplitTheSecondTimeIsFound() {
        assertEquals("example 3 was read as something else the second time",
                fault(() -> calls.incrementAndGet() == 1 ? sound() : examples(any -> 0, (any, into, offset) -> {
                    into[offset] = 3;
                    into[offset + 1] = 1;
                })));
        assertEquals("the same place with the same settings was read as something else the second time",
                fault(() -> sound().holdingOut(new int[] {calls.incrementAndGet() % 3})));
        assertEquals("the same place with the same settings was read as something else the second time",
                fault(() -> sound().ownedBy(new int[] {0, calls.incrementAndGet() % 2, 0, 1})));
    }

    @Test
    void valuesThatAreNotFiniteOrLieElsewhereAreFound() {
        assertEquals("example 0 has the value Infinity; values must be finite", fault(() -> examples(any -> 0,
                (any, into, offset) -> into[offset] = into[offset + 1] = Float.POSITIVE_INFINITY)));
        assertEquals("example 0 has the value NaN; values must be finite",
                fault(() -> examples(any -> 0, (any, into, offset) -> into[offset] = 1)),
                "one value was never written");
        assertEquals("example 0 writes beside its 2 values", fault(() -> examples(any -> 0,
                (any, into, offset) -> into[offset] = into[offset + 1] = into[offset + 2] = 1)));
        assertEquals("example 0 writes beside its 2 values", fault(() -> examples(any -> 0,
                (any, into, offset) -> into[0] = into[1] = into[Math.min(offset + 1, 2)] = 1)));
    }

    @Test
    void whatIsOutOfRangeIsSaidBeforeItIsUsed() {
        assertEquals("class of example 0 must be 0..1, not 2",
                refusal(() -> examples(any -> 2, sound().examples()::read)));
        assertEquals("owners must be 4, not 1", refusal(() -> sound().ownedBy(new int[1])));
        assertEquals("owner must be 0..99999, not -1", refusal(() -> sound().ownedBy(new int[] {0, 0, 0, -1})));
        assertEquals("held-out example must be 2..3, not 1", refusal(() -> sound().holdingOut(new int[] {1, 1})));
        assertEquals("held-out example must be 0..3, not 4", refusal(() -> sound().holdingOut(new int[] {4})));
        assertEquals("all examples are held out; none is left to train on",
                refusal(() -> sound().holdingOut(new int[] {0, 1, 2, 3})));
    }

    private static String refusal(Reading reading) {
        return assertThrows(IllegalArgumentException.class, reading::read).getMessage();
    }
}
