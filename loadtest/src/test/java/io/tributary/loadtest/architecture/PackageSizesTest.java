package io.tributary.loadtest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSizesTest {
    private static final int MOST_OF_HTTP = 32;

    @Test
    void noPackageIsTooFullWithoutAReason() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path sources : Modules.read().mainSources()) {
            found.addAll(PackageSizes.tooFull(sources));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void theWebApiStaysSmall() throws IOException {
        Path coordinator = Modules.ROOT.resolve("coordinator/src/main/java");
        Path http = coordinator.resolve("io/tributary/coordinator/http");
        long files = PackageSizes.of(coordinator).getOrDefault(http, 0L);
        assertTrue(files > 0 && files <= MOST_OF_HTTP, () -> files + " files in " + http);
    }

    @Test
    void aPackageThatIsTooFullIsFound(@TempDir Path sources) throws IOException {
        fill(sources, PackageSizes.MOST);
        assertEquals(List.of(), PackageSizes.tooFull(sources));
        Files.createFile(sources.resolve("OneMore.java"));
        assertEquals(1, PackageSizes.tooFull(sources).size());
    }

    @Test
    void aReasonIsASentence(@TempDir Path sources) throws IOException {
        fill(sources, PackageSizes.MOST + 1);
        Path info = sources.resolve("package-info.java");
        Files.writeString(info, "/** Things. */ package p;");
        assertEquals(1, PackageSizes.tooFull(sources).size());
        Files.writeString(info, "/**\n * Things.\n *\n * <p>Files: many.\n */ package p;");
        assertEquals(1, PackageSizes.tooFull(sources).size());
        Files.writeString(info,
                "/**\n * Things.\n *\n * <p>Files: one record for each message of the wire.\n */ package p;");
        assertEquals(List.of(), PackageSizes.tooFull(sources));
    }

    private static void fill(Path folder, int files) throws IOException {
        for (int file = 0; file < files; file++) {
            Files.createFile(folder.resolve("File" + file + ".java"));
        }
    }
}
