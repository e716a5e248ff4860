package io.tributary.loadtest.docs;

import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Classes, members, packages and files in backticks must be there. */
record NamesCheck(Sources sources) implements PageCheck {
    /** {@code ExactSum}, {@code sum.ExactSum}, {@code Strategy.of(RunPlan, round)}. */
    private static final Pattern TYPE =
            Pattern.compile(
                    "((?:[a-z][a-z0-9]*\\.)*[A-Z]\\w*(?:\\.[A-Z]\\w*[a-z]\\w*)*)(?:\\.([A-Za-z]\\w*)(?:\\(.*\\))?)?");
    private static final Pattern TESTS = Pattern.compile("(I\\d+)_\\*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)+");
    private static final Pattern FILE = Pattern.compile("[\\w.~*-]+(?:/[\\w.*-]+)+/?");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| *`([a-z][a-z0-9.]*)` *\\|");
    /** First words of packages. A name that begins so is one, or a key of a config that is called the same. */
    private static final Set<String> ROOTS = Set.of("protocol", "learning", "secureagg", "client", "aggregation",
            "coordinator", "operator", "experiments", "cli", "localcluster", "loadtest");
    /** Files that a program writes or reads at run time. */
    private static final Pattern WRITTEN =
            Pattern.compile(".*\\.(?:key|db|pem|pub|token|head|json|yaml|html|f32|md|jar|sh)");
    /** Words of the JDK, of HTTP, of standards and of other programs. */
    private static final Set<String> OTHERS = Set.of("DPoP", "EdDSA", "Bearer", "POST", "GET", "PUT", "HEAD", "PATCH",
            "DELETE", "OPTIONS", "Authorization", "Retry-After", "Range", "UNIQUE", "NaN", "TRS1", "ACTIVE",
            "Upload-Offset", "ETag", "IOException", "Float32", "UInt8", "DJL_CACHE_DIR", "ServiceLoader", "TextTable",
            "RSWOP.icm",
            "Ed25519", "Path2D",
            "KmsClient", "Dataset", "Block", "Vertx", "LICENSE", "NOTICE");

    @Override
    public Stream<String> falsehoods(Page page) {
        return Stream.concat(page.spans().stream().filter(span -> !isTrue(page, span)).map(span -> "names " + span),
                rows(page));
    }

    private boolean isTrue(Page page, String span) {
        Matcher type = TYPE.matcher(span);
        if (OTHERS.contains(span)) {
            return true;
        }
        if (TESTS.matcher(span).matches()) {
            return sources.types().stream().anyMatch(name -> name.startsWith(span.replace("*", "")));
        }
        if (type.matches()) {
            return isType(type.group(1), type.group(2));
        }
        if (PACKAGE.matcher(span).matches() && !WRITTEN.matcher(span).matches()
                && ROOTS.contains(span.substring(0, span.indexOf('.')))) {
            return sources.hasPackage(span);
        }
        return !FILE.matcher(span).matches() || isFile(page, span);
    }

    private boolean isType(String type, String member) {
        if (type.matches("[A-Z][A-Z0-9_]*")) {
            return sources.constants().contains(type) || sources.hasType(type);
        }
        return sources.hasType(type) && (member == null || sources.says(type, member));
    }

    /** Relative to the root or to the page; what begins with no folder of either is a name of something else. */
    private static boolean isFile(Page page, String span) {
        Path folder = page.file().toAbsolutePath().getParent();
        String first = span.substring(0, span.indexOf('/'));
        for (Path root : new Path[] {Modules.ROOT, folder}) {
            if (Files.isDirectory(root.resolve(first))) {
                return exists(root, span);
            }
        }
        return true;
    }

    private static boolean exists(Path root, String span) {
        if (!span.contains("...") && !span.contains("*")) {
            return Files.exists(root.resolve(span));
        }
        String glob = span.replace("...", "**").replaceAll("/$", "");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + root + "/" + glob);
        try (Stream<Path> walk = Files.walk(root.resolve(span.substring(0, span.indexOf('/'))))) {
            return walk.anyMatch(matcher::matches);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of packages in the page of a module. */
    private Stream<String> rows(Page page) {
        int table = page.text().indexOf("| package | ");
        if (table < 0) {
            return Stream.empty();
        }
        String rows = page.text().substring(table).split("\\n\\n", 2)[0];
        return ROW.matcher(rows).results().map(row -> row.group(1))
                .filter(name -> ROOTS.stream().noneMatch(root -> sources.hasPackage(root + "." + name)))
                .map(name -> "names the package " + name);
    }
}
