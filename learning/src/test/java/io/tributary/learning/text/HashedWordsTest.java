package io.tributary.learning.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.learning.BadExampleException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedWordsTest {
    private static final HashedWords WORDS = new HashedWords(1 << 16, false);

    @Test
    void aWordFallsIntoTheBucketOfItsHash() throws BadExampleException {
        assertArrayEquals(new int[] {bucket("play")}, WORDS.of("play"));
    }

    private static int bucket(String ascii) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < ascii.length(); i++) {
            hash = (hash ^ ascii.charAt(i)) * 16_777_619;
        }
        return (hash ^ (hash >>> 16)) & 0xffff;
    }

    @Test
    void caseFormAndWhatStandsBetweenDoNotMatter() throws BadExampleException {
        assertArrayEquals(WORDS.of("play the caf\u00e9's song"), WORDS.of("  Play: THE, cafe\u0301's song?!"));
        assertFalse(Arrays.equals(WORDS.of("play it"), WORDS.of("play that")));
    }

    @Test
    void pairsAreWordsThatFollowEachOther() throws BadExampleException {
        HashedWords pairs = new HashedWords(1 << 16, true);
        assertArrayEquals(IntStream.of(bucket("one"), bucket("two"), bucket("three"), bucket("one two"),
                bucket("two three")).sorted().toArray(), pairs.of("one two three"));
        assertFalse(Arrays.equals(pairs.of("man bites dog"), pairs.of("dog bites man")));
        assertArrayEquals(WORDS.of("man bites dog"), WORDS.of("dog bites man"));
    }

    @Test
    void valuesAreOfLengthOneWhereNoBucketHasTwo() throws BadExampleException {
        HashedWords words = new HashedWords(1 << 12, false);
        float[] values = new float[(1 << 12) + 2];
        Arrays.fill(values, 9);
        words.write(words.of("one two three four"), values, 1);
        assertEquals(9, values[0]);
        assertEquals(9, values[values.length - 1]);
        double sum = 0;
        for (int i = 1; i < values.length - 1; i++) {
            sum += values[i] * values[i];
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void textsWithoutWordsAndTooLongOnesAreRefused() {
        assertThrows(BadExampleException.class, () -> WORDS.of(" ?! "));
        assertThrows(BadExampleException.class, () -> WORDS.of("a ".repeat(HashedWords.LONGEST)));
        assertThrows(IllegalArgumentException.class, () -> new HashedWords(1, false));
    }
}
