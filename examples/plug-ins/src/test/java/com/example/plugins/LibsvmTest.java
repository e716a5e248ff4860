package com.example.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.source.DataSourceContract;
import io.tributary.learning.source.SourcedExamples;
import io.tributary.protocol.plugin.PlugInSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibsvmTest {
    private static final PlugInSpec SETTINGS =
            new PlugInSpec("libsvm", "1.0", Map.of("features", 3.0, "classes", 2.0), Map.of());

    @TempDir
    Path folder;

    private Optional<Path> file(String text) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("rows.libsvm"), text));
    }

    @Test
    void itKeepsTheContract() throws Exception {
        DataSourceContract.check(new Libsvm(), file("0 1:0.5 3:-2\n1 2:1e-3\n"), SETTINGS);
    }

    @Test
    void placesThatAreNotNamedHoldZero() throws Exception {
        SourcedExamples read = new Libsvm().read(file("1 3:2.5\n0\n"), SETTINGS);
        float[] row = new float[3];
        read.examples().read(0, row, 0);
        assertArrayEquals(new float[] {0, 0, 2.5f}, row);
        assertEquals(1, read.examples().label(0));
        assertEquals(2, read.examples().size());
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() throws Exception {
        assertEquals("rows.libsvm:2: a place is 1..3, not '4'", refusal("0 1:1\n1 4:1\n"));
        assertEquals("rows.libsvm:1: a class is 0..1, not '2'", refusal("2 1:1\n"));
        assertEquals("rows.libsvm:1: expected a number, found 'x'", refusal("1 1:x\n"));
        assertEquals("rows.libsvm:1: 'NaN' is not finite", refusal("1 1:NaN\n"));
        assertEquals("rows.libsvm:1: expected place:value, found '7'", refusal("1 7\n"));
        assertEquals("rows.libsvm: is empty; each line is an example, such as 1 1:0.5 2:0.25", refusal(""));
    }

    private String refusal(String text) throws IOException {
        Optional<Path> file = file(text);
        String said = assertThrows(BadExampleException.class, () -> new Libsvm().read(file, SETTINGS)).getMessage();
        return said.substring(folder.toString().length() + 1);
    }
}
