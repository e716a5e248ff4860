package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.experiments.config.SourceConfig.Table;
import io.tributary.experiments.source.TableConfig;
import io.tributary.experiments.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class TableFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void anyFileIsATableOrIsRefused(byte[] bytes) throws IOException, ConfigException {
        TableConfig config = ((Table) Tables.config(folder, "").data().source()).table();
        Path path = Files.write(folder.resolve("fuzzed.csv"), bytes);
        try {
            OwnExamples own = TableSource.own(config, path);
            assertTrue(own.examples().size() > 0);
            float[] values = new float[config.format().width()];
            own.examples().read(own.examples().size() - 1, values, 0);
            assertTrue(own.examples().label(0) < 2);
        } catch (DataException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
