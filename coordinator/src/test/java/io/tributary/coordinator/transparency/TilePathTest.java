package io.tributary.coordinator.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @ParameterizedTest
    @CsvSource({"0/000, 0, 0, 256", "0/x001/x234/067, 0, 1234067, 256", "1/x001/234.p/5, 1, 1234, 5",
        "entries/007.p/255, -1, 7, 255",
        "7/999, 7, 999, 256"})
    void aPathNamesATile(String path, int level, long index, int width) {
        TilePath tile = new TilePath(level, index, width);
        assertEquals(tile, TilePath.parse(path));
        assertEquals(path, tile.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/", "0/0", "0/00", "0/0000", "8/000", "00/000", "-1/000", "entries",
        "0/x000/001", "0/001/002", "0/x001", "0/000.p/0", "0/000.p/256",
        "0/000.p/05", "0/000.p/", "0/000.p", "0/../000", "0/000/", "0/x001/x001/x001/x001/x001/001"})
    void whatNamesNoneIsRefused(String path) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> TilePath.parse(path));
        assertTrue(refused.getMessage().contains("must be"), refused.getMessage());
    }

    @Test
    void everyTileReadsBackAsItself() {
        for (long index = 0; index < 2_000_000; index += 997) {
            TilePath tile = new TilePath((int) (index % 9) - 1, index, (int) (index % 256) + 1);
            assertEquals(tile, TilePath.parse(tile.text()));
        }
    }
}
