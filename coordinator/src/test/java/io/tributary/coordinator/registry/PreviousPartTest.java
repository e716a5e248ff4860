package io.tributary.coordinator.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.registry.PartIndex.Chunk;
import io.tributary.coordinator.registry.PartIndex.Named;
import io.tributary.coordinator.registry.PartIndex.State;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a member wrote of a version, as a member of the previous build says it. */
public class PreviousPartTest {
    private static Named named(String content, String pack, int position) {
        return new Named(Sha256.of(content.getBytes(StandardCharsets.US_ASCII)).hex(),
                new ChunkPlace(pack, position, 40));
    }

    /** Of two chunks in two packs, one with a step, and one of a state. */
    public static PartIndex part() {
        return new PartIndex(
                List.of(new Chunk(0, named("a", "packs/m/1", 0), Optional.of(named("b", "packs/m/1", 40))),
                        new Chunk(1, named("c", "packs/m/2", 0), Optional.empty())),
                List.of(new State(0, 1, 10, named("d", "packs/m/2", 40))));
    }

    /** What this build writes. */
    public static Map<String, String> written() {
        return Map.of("part", HexFormat.of().formatHex(part().encode()));
    }

    @Test
    void isReadWholeAndWrittenAsThatBuildDoes() {
        byte[] old = PreviousBuild.bytes("messages.txt", "part");
        assertEquals(part(), PartIndex.decode(old));
        assertArrayEquals(old, Arrays.copyOf(part().encode(), old.length));
    }
}
