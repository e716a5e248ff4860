package io.tributary.experiments.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The public data sets, where this machine has them: the environment variable TRIBUTARY_DATA names their folder. */
public final class SharedData {
    private static final String VARIABLE = "TRIBUTARY_DATA";

    private SharedData() {}

    /** A data set's folder. Without the variable the test is skipped, and says so; with it, the data set must be there. */
    public static Path folder(String name) {
        Optional<String> root = Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank());
        if (root.isEmpty()) {
            String why = "SKIPPED, NOT PASSED: this test needs the data set " + name + "; set " + VARIABLE
                    + " to the folder that holds it";
            System.err.println("*".repeat(why.length()) + "\n" + why + "\n" + "*".repeat(why.length()));
            Assumptions.abort(why);
        }
        Path folder = Path.of(root.orElseThrow(), name);
        assertTrue(Files.isDirectory(folder), VARIABLE + " is set, but there is no " + folder);
        return folder;
    }
}
