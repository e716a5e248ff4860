package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.SeededCases;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SeededWordsTest {
    @Test
    void wordsAreThoseOfTheSplittableRandomOfTheLibrary() {
        SeededCases.check(20, random -> {
            long seed = random.nextLong();
            SplittableRandom oracle = new SplittableRandom(seed);
            for (int i = 0; i < 100; i++) {
                assertEquals(oracle.nextLong(), SeededWords.word(seed, i));
            }
        });
    }

    @Test
    void aSeedIsTheBeginningOfAHashOfLabelAndNumbers() {
        // printf 'tributary/rotate' and 1, 2, 3 in 8 bytes each, through sha256sum
        assertEquals(0x01f3ac78a1ff0005L, SeededWords.seed("tributary/rotate", 1, 2, 3));
    }
}
