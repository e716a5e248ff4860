package io.tributary.aggregation.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentNameTest {
    @Test
    void contentsAreNamedByWhatIsInThem() {
        assertEquals(ContentName.of(List.of(new double[] {1, 2}, "a")),
                ContentName.of(List.of(new double[] {1, 2}, "a")));
        List<Object> all = List.of(List.of(new double[] {1, 2}), List.of(new double[] {1}, new double[] {2}),
                new double[] {1, 2}, new double[] {0.0}, new double[] {-0.0}, "ab", List.of("a", "b"), 1,
                new ChunkRange(0, 1), Sha256.ZERO, List.of());
        assertEquals(all.size(), all.stream().map(ContentName::of).distinct().count());
        assertThrows(IllegalArgumentException.class, () -> ContentName.of(new Object()));
    }
}
