package io.tributary.protocol.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlugInsTest {
    private static final PlugInSpec SPEC = new PlugInSpec("sample", "1.0", Map.of("share", 0.5), Map.of("mode", "b"));
    @TempDir
    private Path folder;

    /** A port. */
    public interface Port extends PlugIn {}

    /** A provider with a setting of each kind. */
    public static class Sample implements Port {
        /** For the service loader. */
        public Sample() {}

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "A sample.";
        }

        @Override
        public List<PlugInSetting> settings() {
            return List.of(new PlugInSetting.Amount("share", 0, 1, 0.5, "a share"),
                    new PlugInSetting.Word("mode", List.of("a", "b"), "a mode"));
        }
    }

    /** Another one of the same name. */
    public static final class Same extends Sample {
        /** For the service loader. */
        public Same() {}
    }

    /** One whose name is none. */
    public static final class Nameless extends Sample {
        /** For the service loader. */
        public Nameless() {}

        @Override
        public String name() {
            return "No Name";
        }
    }

    /** One that cannot be made. */
    public static final class Broken extends Sample {
        /** For the service loader. */
        public Broken() {
            throw new IllegalStateException("no licence");
        }
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    private PlugIns<Port> with(Class<?>... providers) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(Port.class.getName()),
                java.util.Arrays.stream(providers).map(Class::getName).toList());
        PlugIns.lookIn(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
        return PlugIns.of(Port.class, "sample port");
    }

    private static String refusal(PlugIns<Port> here, Reason reason, PlugInSpec spec) {
        RejectedException refused = assertThrows(RejectedException.class, () -> here.require(spec));
        assertEquals(reason, refused.reason());
        return refused.detail();
    }

    @Test
    void theNamedVersionWithItsSettingsIsGiven() throws Exception {
        assertEquals(Sample.class, with(Sample.class).require(SPEC).getClass());
        assertEquals(new PlugInSpec("sample", "1.0", Map.of("share", 0.5), Map.of("mode", "a")),
                PlugInSpec.presets(new Sample()));
    }

    @Test
    void whatIsNotHereIsRefusedByName() throws Exception {
        PlugIns<Port> none = PlugIns.of(Port.class, "sample port");
        assertEquals("the plan names the sample port 'sample' 1.0, a plug-in that is not here; here are: none."
                + " Its jar must be on the class path (--class-path)", refusal(none, Reason.MISSING_PLUG_IN, SPEC));
        PlugIns<Port> here = with(Sample.class);
        assertTrue(refusal(here, Reason.MISSING_PLUG_IN, PlugInSpec.of("other", "1.0")).contains("'sample' 1.0"));
        assertEquals("the plan names the sample port 'sample' 1.1, a plug-in that is here in version 1.0; both must be"
                + " the same", refusal(here, Reason.MISSING_PLUG_IN, PlugInSpec.of("sample", "1.1")));
    }

    @Test
    void settingsThatItDoesNotHaveOrAllowAreRefused() throws Exception {
        PlugIns<Port> here = with(Sample.class);
        assertTrue(refusal(here, Reason.INVALID_FIELD,
                new PlugInSpec("sample", "1.0", Map.of("share", 2.0), Map.of("mode", "b")))
                .contains("from 0.0 to 1.0"));
        assertTrue(refusal(here, Reason.INVALID_FIELD,
                new PlugInSpec("sample", "1.0", Map.of("share", 1.0), Map.of("mode", "c"))).contains("[a, b]"));
        assertTrue(refusal(here, Reason.INVALID_FIELD, PlugInSpec.of("sample", "1.0")).contains("share"));
        assertTrue(refusal(here, Reason.INVALID_FIELD,
                new PlugInSpec("sample", "1.0", Map.of("share", 1.0, "more", 1.0), Map.of("mode", "a")))
                .contains("no setting more"));
    }

    @Test
    void providersThatCannotBeUsedAreNamed() {
        for (Map.Entry<Class<?>, String> wrong : Map.<Class<?>, String>of(Nameless.class, "'No Name'", Broken.class,
                "no licence", PlugInsTest.class, "not a subtype").entrySet()) {
            String said = String.valueOf(
                    assertThrows(PlugInException.class, () -> with(wrong.getKey())).getMessage());
            assertTrue(said.contains(wrong.getKey().getName()) && said.contains(wrong.getValue()), said);
        }
        assertTrue(String.valueOf(
                assertThrows(PlugInException.class, () -> with(Sample.class, Same.class)).getMessage())
                .contains("Same: another one is called 'sample' too"));
    }

    @Test
    void aSpecIsBounded() {
        Map<String, Double> many = new HashMap<>();
        for (int i = 0; i <= PlugInSpec.MOST_SETTINGS; i++) {
            many.put("n" + i, 1.0);
        }
        refused("settings must be 0..32", "sample", "1.0", many, Map.of());
        refused("a plug-in's name", "Sample", "1.0", Map.of(), Map.of());
        refused("a plug-in's version", "sample", "1 0", Map.of(), Map.of());
        refused("a setting's name", "sample", "1", Map.of("a b", 1.0), Map.of());
        refused("share must be finite", "sample", "1", Map.of("share", Double.NaN), Map.of());
        refused("mode must have 1..64", "sample", "1", Map.of(), Map.of("mode", "x".repeat(65)));
    }

    private static void refused(String expected, String name, String version, Map<String, Double> numbers,
            Map<String, String> words) {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> new PlugInSpec(name, version, numbers, words)).getMessage());
        assertTrue(said.startsWith(expected), said);
    }
}
