package io.tributary.loadtest.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many files a package of main has, package-info left out. A package above the limit says why it is not cut. */
final class PackageSizes {
    static final int MOST = 25;
    /** A paragraph of package-info that gives the reason. */
    private static final Pattern REASON = Pattern.compile("<p>\\s*(?:\\*\\s*)?Files: \\w.{20,}");

    private PackageSizes() {}

    /** Folder to number of files. */
    static Map<Path, Long> of(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(groupingBy(Path::getParent, TreeMap::new, counting()));
        }
    }

    /** Packages above the limit that give no reason. */
    static List<String> tooFull(Path sources) throws IOException {
        return of(sources).entrySet().stream().filter(each -> each.getValue() > MOST && !saysWhy(each.getKey()))
                .map(each -> each.getValue() + " files in " + each.getKey() + ", and no paragraph \"Files: reason\"")
                .toList();
    }

    private static boolean saysWhy(Path folder) {
        Path info = folder.resolve("package-info.java");
        try {
            return Files.exists(info) && REASON.matcher(Files.readString(info)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
