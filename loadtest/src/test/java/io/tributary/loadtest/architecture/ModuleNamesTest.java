package io.tributary.loadtest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A jar on the module path has a name that stays: the package that it alone owns. */
class ModuleNamesTest {
    private static final Pattern ENTRY =
            Pattern.compile("<Automatic-Module-Name>\\$\\{module\\.name}</Automatic-Module-Name>");

    @Test
    void theNameIsWrittenIntoEveryManifest() throws IOException {
        assertEquals(1, Modules.inRootPom(ENTRY).count());
    }

    @Test
    void everyModuleHasTheNameOfItsPackage() throws IOException {
        Modules modules = Modules.read();
        assertTrue(modules.poms().size() > 10);
        for (String module : modules.poms().keySet()) {
            String name = modules.name(module);
            assertFalse(name.isEmpty(), () -> module + "/pom.xml sets no <module.name>");
            assertEquals(List.of(), strangers(name, Modules.packages(module).stream().toList()), module);
        }
        assertEquals(modules.poms().size(), modules.poms().keySet().stream().map(modules::name).distinct().count());
    }

    @Test
    void noPackageIsInTwoModules() throws IOException {
        Map<String, String> owners = new TreeMap<>();
        for (String module : Modules.read().poms().keySet()) {
            for (String each : Modules.packages(module)) {
                String other = owners.put(each, module);
                assertTrue(other == null, () -> each + " is in " + other + " and in " + module);
            }
        }
    }

    @Test
    void aPackageOutsideOfTheNameIsFound() {
        assertEquals(List.of("io.tributary.other"),
                strangers("io.tributary.client", List.of("io.tributary.client.event", "io.tributary.other")));
        assertEquals("", new Modules(Map.of("m", "<project/>")).name("m"));
    }

    private static List<String> strangers(String name, List<String> packages) {
        return packages.stream().filter(each -> !each.equals(name) && !each.startsWith(name + ".")).toList();
    }
}
