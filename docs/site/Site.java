import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the site generator does not do itself: {@code prepare ROOT TARGET < PAGES} lays out the tree's pages, with anchors as hosts of such pages
 * make them, and the {@link Reference}; {@code finish SITE} lets every page find the scripts, and exits with
 * 1 and a line for each dead link.
 * Needs the class path of cli.
 */
public final class Site {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("(?:id|name)=\"([^\"]*)\"");

    private final Path root;
    private final Path pages;
    private final Path files;

    private Site(Path root, Path target) {
        this.root = root;
        this.pages = target.resolve("markdown");
        this.files = target.resolve("resources");
    }

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "prepare" -> new Site(Path.of(args[1]).toAbsolutePath().normalize(), Path.of(args[2])).prepare();
            case "finish" -> System.exit(finish(Path.of(args[1])));
            default -> throw new IllegalArgumentException("prepare ROOT TARGET, or finish SITE; not " + args[0]);
        }
    }

    private void prepare() throws IOException {
        List<String> tracked = new String(System.in.readAllBytes()).lines().toList();
        for (String name : tracked) {
            write(pages.resolve(name), page(root.resolve(name)));
        }
        for (Map.Entry<String, String> page : new Reference(root).pages().entrySet()) {
            write(pages.resolve("reference").resolve(page.getKey() + ".md"), page.getValue());
        }
        write(files.resolve("reference/openapi.js"), "window.openapi = " + new ObjectMapper().writeValueAsString(
                new ObjectMapper(new YAMLFactory()).readTree(root.resolve("docs/openapi.yaml").toFile())) + ";\n");
    }

    /** Anchors before headings, and links to pages where the tree has folders. */
    private String page(Path file) throws IOException {
        StringBuilder page = new StringBuilder();
        boolean code = false;
        for (String line : Files.readAllLines(file)) {
            code ^= line.startsWith("```");
            Matcher heading = HEADING.matcher(line);
            if (!code && heading.matches() && !page.isEmpty()) { // the first is the title
                page.append("<a id=\"").append(anchor(heading.group(1))).append("\"></a>\n\n");
            }
            page.append(code ? line : LINK.matcher(line).replaceAll(link -> Matcher.quoteReplacement(
                    "](" + target(file, link.group(1)) + ")"))).append('\n');
        }
        return page.toString();
    }

    private String target(Path file, String link) {
        String[] parts = link.split("#", 2);
        Path linked = file.resolveSibling(parts[0]).normalize();
        if (link.contains("://") || parts[0].isEmpty() || !Files.exists(linked)) {
            return link;
        }
        if (Files.isDirectory(linked)) {
            if (!Files.exists(linked.resolve("README.md"))) {
                list(linked);
            }
            return parts[0].replaceAll("/$", "") + "/README.md" + (parts.length > 1 ? "#" + parts[1] : "");
        }
        if (!parts[0].endsWith(".md")) {
            copy(linked, files.resolve(root.relativize(linked).toString()));
        }
        return link;
    }

    /** A page for a folder that has none: its files. */
    private void list(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            StringBuilder page = new StringBuilder("# " + root.relativize(folder) + "\n\n");
            for (Path file : all.filter(Files::isRegularFile).filter(each -> !each.toString().contains("/target/")).sorted()
                    .toList()) {
                copy(file, files.resolve(root.relativize(file).toString()));
                page.append("- [").append(folder.relativize(file)).append("](").append(folder.relativize(file)).append(")\n");
            }
            write(pages.resolve(root.relativize(folder).toString()).resolve("README.md"), page.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String anchor(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    private static int finish(Path site) throws IOException {
        Set<String> dead = new TreeSet<>();
        int links = 0;
        for (Path file : html(site)) {
            String up = "../".repeat(site.relativize(file).getNameCount() - 1);
            Files.writeString(file, Files.readString(file).replace("src=\"./js/", "src=\"" + up + "js/"));
            for (String link : found(REFERENCE, Files.readString(file))) {
                links++;
                if (isDead(file, link)) {
                    dead.add(site.relativize(file) + " links to " + link);
                }
            }
        }
        dead.forEach(System.err::println);
        System.err.println("docs/site: " + links + " links, " + dead.size() + " of them dead");
        return dead.isEmpty() && links > 0 ? 0 : 1;
    }

    /** Pages, but for those that the Javadoc tool made, which looks after its links itself. */
    private static List<Path> html(Path site) throws IOException {
        try (Stream<Path> all = Files.walk(site)) {
            return all.filter(each -> each.toString().endsWith(".html") && !each.toString().contains("/javadoc/")).toList();
        }
    }

    private static boolean isDead(Path file, String link) throws IOException {
        if (link.matches("(?i)(https?|mailto|data):.*")) {
            return false;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
        return !Files.exists(target) || (parts.length > 1 && !parts[1].isEmpty() && target.toString().endsWith(".html")
                && !found(NAME, Files.readString(target)).contains(parts[1]));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1).replace("&amp;", "&"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
