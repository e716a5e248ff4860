package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class JvmFlagsTest {
    private static final String ALLOW = "--sun-misc-unsafe-memory-access=allow";

    /** Builds nothing but the check, in a JVM of its own. */
    static final class Check {
        private Check() {}

        public static void main(String[] none) {
            JvmFlags.require();
        }
    }

    @Test
    void thisJvmHasTheFlags() {
        assertDoesNotThrow(JvmFlags::require);
    }

    @Test
    void aJvmWithoutTheFlagIsToldItsName() throws Exception {
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Check.class.getName()).redirectErrorStream(true).start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(jvm.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, jvm.exitValue(), output);
        assertTrue(output.contains("start it with --add-opens=java.base/java.nio=ALL-UNNAMED"), output);
        assertEquals(Runtime.version().feature() >= 23, output.contains(ALLOW), output);
    }

    @Test
    void jdk17KnowsOneFlagOnly() {
        assertEquals(List.of(JvmFlags.OPENS), JvmFlags.missing(17, false, List.of()));
        assertEquals(List.of(), JvmFlags.missing(17, true, List.of()));
    }

    @Test
    void jdk25NeedsBothButOnlyWarnsOfTheSecond() {
        assertEquals(List.of(JvmFlags.OPENS, ALLOW), JvmFlags.missing(25, false, List.of()));
        assertEquals(List.of(JvmFlags.OPENS), JvmFlags.missing(25, false, List.of(ALLOW)));
        assertEquals(List.of(), JvmFlags.missing(25, true, List.of()));
        assertEquals(List.of(ALLOW), JvmFlags.missing(25, true, List.of("--sun-misc-unsafe-memory-access=deny")));
    }

    @Test
    void jdk26DeniesByDefault() {
        assertEquals(List.of(ALLOW), JvmFlags.missing(26, true, List.of()));
        assertEquals(List.of(), JvmFlags.missing(26, true, List.of("--sun-misc-unsafe-memory-access=warn")));
    }
}
