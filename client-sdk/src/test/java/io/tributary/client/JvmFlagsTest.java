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
    private static final String OPENS = "--add-opens=java.base/java.nio=ALL-UNNAMED";
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
    void onTheModulePathTheModuleIsNamed() {
        assertEquals(OPENS, JvmFlags.opens(JvmFlagsTest.class.getModule()));
        assertEquals("--add-opens=java.base/java.nio=java.sql", JvmFlags.opens(java.sql.Driver.class.getModule()));
    }

    @Test
    void modulesThatNobodyResolvedAreFound() {
        assertEquals(List.of(), JvmFlags.absent(JvmFlagsTest.class.getModule(), List.of("no.such.module")));
        assertEquals(List.of("no.such.module"),
                JvmFlags.absent(java.sql.Driver.class.getModule(), List.of("java.logging", "no.such.module")));
    }

    @Test
    void jdk17KnowsOneFlagOnly() {
        assertEquals(List.of(OPENS), JvmFlags.missing(17, false, OPENS, List.of()));
        assertEquals(List.of(), JvmFlags.missing(17, true, OPENS, List.of()));
    }

    @Test
    void jdk25NeedsBothButOnlyWarnsOfTheSecond() {
        assertEquals(List.of(OPENS, ALLOW), JvmFlags.missing(25, false, OPENS, List.of()));
        assertEquals(List.of(OPENS), JvmFlags.missing(25, false, OPENS, List.of(ALLOW)));
        assertEquals(List.of(), JvmFlags.missing(25, true, OPENS, List.of()));
        assertEquals(List.of(ALLOW),
                JvmFlags.missing(25, true, OPENS, List.of("--sun-misc-unsafe-memory-access=deny")));
    }

    @Test
    void jdk26DeniesByDefault() {
        assertEquals(List.of(ALLOW), JvmFlags.missing(26, true, OPENS, List.of()));
        assertEquals(List.of(), JvmFlags.missing(26, true, OPENS, List.of("--sun-misc-unsafe-memory-access=warn")));
    }
}
