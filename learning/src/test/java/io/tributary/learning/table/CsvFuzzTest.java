package io.tributary.learning.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.learning.BadExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class CsvFuzzTest {
    @TempDir
    private static Path folder;

    /** What is read is read again from what a writer that quotes everything makes of it. */
    @FuzzTest
    void anyFileIsRowsOrIsRefused(byte[] bytes) throws IOException {
        try {
            List<List<String>> rows = rows(Files.write(folder.resolve("fuzzed.csv"), bytes));
            assertEquals(rows, rows(Files.writeString(folder.resolve("again.csv"), written(rows))));
        } catch (BadExampleException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("fuzzed.csv: "), refused::toString);
        }
    }

    private static List<List<String>> rows(Path file) throws BadExampleException {
        List<List<String>> rows = new ArrayList<>();
        new CsvFile(file, ',').read((line, cells) -> {
            assertTrue(line > 0);
            assertFalse(cells.isEmpty());
            rows.add(cells);
        });
        return rows;
    }

    private static String written(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(String.join(",", row.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList()))
                    .append("\r\n");
        }
        return text.toString();
    }
}
