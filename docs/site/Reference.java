import io.tributary.cli.Tributary;
import io.tributary.cli.server.CoordinatorConfig;
import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.catalogue.Setting;
import io.tributary.experiments.config.ConfigFile;
import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Problems.Asked;
import io.tributary.protocol.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The pages that are made from code: commands, reasons, keys of configs and metrics. */
record Reference(Path root) {
    private static final Pattern REASON = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z_]+)\\(\\d+, ");
    private static final Pattern BUILT = Pattern.compile("(?s)(\\w+)\\.builder\\(\"(tributary\\.[a-z.]+)\"([^;]*);");
    private static final Pattern MEASURED =
            Pattern.compile("(?s)(?:gauge|measure)\\((?:\\w+, )?\"(tributary\\.[a-z.]+)\",\\s*\"([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("\\.tag\\(\"(\\w+)\"");
    private static final Pattern DESCRIPTION = Pattern.compile("\\.description\\(\"([^\"]*)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(tributary_\\w+)");
    /** Of coordinators; all others are of experiments. */
    private static final Set<String> COORDINATORS = Set.of("coordinator.yaml", "member.yaml");

    Map<String, String> pages() throws IOException {
        return Map.of("commands", commands(), "reasons", reasons(), "experiment-keys", experimentKeys(),
                "coordinator-keys", coordinatorKeys(), "strategies", strategies(), "metrics", metrics());
    }

    private static String commands() {
        StringBuilder page = new StringBuilder("# Commands\n\nWhat `--help` says of each.\n\n");
        describe(Tributary.commandLine(Map.of()), "tributary", page);
        return page.toString();
    }

    private static void describe(CommandLine command, String name, StringBuilder page) {
        String help = command.setUsageHelpWidth(110).setUsageHelpAutoWidth(false)
                .getUsageMessage(CommandLine.Help.Ansi.OFF);
        page.append("## ").append(name).append("\n\n").append(help.indent(4)).append('\n');
        command.getSubcommands().forEach((word, below) -> {
            if (!word.equals("help")) {
                describe(below, name + " " + word, page);
            }
        });
    }

    private String reasons() throws IOException {
        String source = Files.readString(root.resolve("protocol/src/main/java/io/tributary/protocol/Reason.java"));
        Map<String, String> meanings = REASON.matcher(source).results().collect(Collectors.toMap(
                found -> found.group(2), found -> found.group(1).replaceAll("\\s*\\*?\\s+", " ").strip()));
        StringBuilder page = new StringBuilder("# Reasons\n\nWhy something from outside is refused. The list is closed;"
                + " [how a refusal looks](../docs/protocol.md#reasons).\n\n| reason | status | means |\n| --- | --- | --- |\n");
        for (Reason reason : Reason.values()) {
            String meaning = meanings.get(reason.name());
            if (meaning == null) {
                throw new IllegalStateException("Reason.java does not say what " + reason + " means");
            }
            row(page, "`" + reason.code() + "`", String.valueOf(reason.status()),
                    meaning.replaceAll("\\{@\\w+ ([^}]+)}", "`$1`"));
        }
        return page.toString();
    }

    /** A key, and the files that have it or may have it as they are. */
    private record Found(Asked asked, List<String> files) {}

    private interface Reader {
        List<Asked> keys(Path file) throws IOException, ConfigException;
    }

    private String experimentKeys() throws IOException {
        return keys("# Keys of an experiment\n\nEvery key that the program asks for when it reads [the examples](../examples/README.md#a-config-with-every-key),"
                + " and what it accepts. Keys of kinds, such as those of a rule, are [settings of strategies](strategies.md).\n",
                file -> !COORDINATORS.contains(file), file -> ConfigFile.keys(ConfigText.read(file, List.of())));
    }

    private String coordinatorKeys() throws IOException {
        return keys("# Keys of a coordinator\n\nEvery key that `./tributary coordinator` asks for when it reads"
                + " [coordinator.yaml](../examples/configs/coordinator.yaml) and [member.yaml](../examples/configs/member.yaml),"
                + " and what it accepts; [what they mean](../docs/operations.md).\n", COORDINATORS::contains, Reference::ofACoordinator);
    }

    /** With the sections that the example has commented out. */
    private static List<Asked> ofACoordinator(Path example) throws IOException, ConfigException {
        Path whole = Files.createTempFile("coordinator", ".yaml");
        try {
            Files.writeString(whole, Files.readString(example).replaceAll("(?m)^# (\\w+: \\{)", "$1"));
            return CoordinatorConfig.keys(whole);
        } finally {
            Files.delete(whole);
        }
    }

    private String keys(String head, Predicate<String> wanted, Reader reader) throws IOException {
        Map<String, Found> all = new TreeMap<>();
        List<Path> examples;
        try (Stream<Path> files = Files.list(root.resolve("examples/configs"))) {
            examples = files.filter(each -> wanted.test(each.getFileName().toString())).sorted().toList();
        }
        for (Path file : examples) {
            collect(file, reader, all);
        }
        Map<String, StringBuilder> sections = new TreeMap<>();
        all.forEach((path, key) -> {
            String section = path.contains(".") ? path.substring(0, path.indexOf('.')) : "";
            row(sections.computeIfAbsent(section, _ -> new StringBuilder()), "`" + path + "`",
                    key.asked().expected().replaceAll("\\S+://\\S+", "`$0`"),
                    preset(key.asked()), key.files().size() == examples.size() ? "all" : files(key.files()));
        });
        StringBuilder page = new StringBuilder(head);
        sections.forEach((section, rows) -> page.append("\n## ").append(section.isEmpty() ? "In no section" : section)
                .append("\n\n| key | accepts | if left out | may stand in |\n| --- | --- | --- | --- |\n").append(rows));
        return page.toString();
    }

    private static void collect(Path file, Reader reader, Map<String, Found> all) throws IOException {
        try {
            Set<String> kinds = Catalogue.families().stream().flatMap(family -> family.kinds().stream()
                    .filter(kind -> !kind.bare()).map(kind -> family.path() + "." + kind.name() + ".")).collect(Collectors.toSet());
            for (Asked asked : reader.keys(file)) {
                boolean section = asked.expected().isEmpty();
                if (!section && kinds.stream().noneMatch(asked.path()::startsWith)) {
                    List<String> files = all.computeIfAbsent(asked.path().replaceAll("\\[\\d+]", "[]"),
                            _ -> new Found(asked, new ArrayList<>())).files();
                    files.remove(file.getFileName().toString()); // an item of a list before this one
                    files.add(file.getFileName().toString());
                }
            }
        } catch (ConfigException mistakes) {
            throw new IllegalStateException(file + " is an example with mistakes", mistakes);
        }
    }

    private static String preset(Asked asked) {
        boolean time = asked.expected().startsWith("a duration");
        return switch (asked.preset()) {
            case "", "[]", "2147483647", "9223372036854775807" -> "";
            case "required" -> "**must be there**";
            case String text when time -> "`" + duration(text.startsWith("PT") ? Duration.parse(text)
                    : Duration.ofSeconds(Long.parseLong(text))) + "`";
            case String text -> "`" + text + "`";
        };
    }

    /** As a config writes it. */
    private static String duration(Duration time) {
        long seconds = time.toSeconds();
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds % 3600 == 0 ? seconds / 3600 + "h"
                : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String files(List<String> files) {
        String first = "[" + files.getFirst() + "](../examples/configs/" + files.getFirst() + ")";
        return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
    }

    private static String strategies() {
        StringBuilder page = new StringBuilder("# Settings of strategies\n\nWhat `./tributary strategies` lists."
                + " [Which to choose](../docs/strategies.md); [how to add one](../docs/plug-ins.md).\n");
        Map<String, List<Family<?>>> titled = Catalogue.families().stream()
                .collect(Collectors.groupingBy(Family::title, LinkedHashMap::new, Collectors.toList()));
        titled.forEach((title, families) -> {
            page.append("\n## ").append(title).append("\n");
            families.forEach(family -> family.kinds().forEach(kind -> kind(page, family, kind)));
        });
        return page.toString();
    }

    private static void kind(StringBuilder page, Family<?> family, Kind<?> kind) {
        page.append("\n### ").append(kind.name()).append("\n\n").append(kind.summary()).append(kind.summary().endsWith(".") ? "" : ".")
                .append(" Chosen by `").append(family.path()).append("`, such as `").append(kind.example()).append("`.\n");
        if (!kind.settings().isEmpty()) {
            page.append("\n| setting | accepts | if left out | does |\n| --- | --- | --- | --- |\n");
        }
        for (Setting setting : kind.settings()) {
            row(page, "`" + setting.name() + "`", setting.domain().text(), setting.preset().text(), setting.meaning());
        }
    }

    private String metrics() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        collect(found, "coordinator");
        Set<String> documented = DOCUMENTED.matcher(Files.readString(root.resolve("docs/operations.md"))).results()
                .map(each -> each.group(1)).collect(Collectors.toCollection(TreeSet::new));
        if (!documented.equals(found.keySet())) {
            throw new IllegalStateException("docs/operations.md has the metrics " + documented + ", the code has " + found.keySet());
        }
        StringBuilder page = new StringBuilder("# Metrics\n\nOf a coordinator, at `/metrics`."
                + " [When to be alarmed](../docs/operations.md#metrics-and-alerts).\n\n");
        table(page, found);
        Map<String, List<String>> ofClients = new TreeMap<>();
        collect(ofClients, "client-sdk");
        page.append("\nOf a client, with `ClientMetrics`, as Prometheus would call them:\n\n");
        table(page, ofClients);
        return page.toString();
    }

    private static void table(StringBuilder page, Map<String, List<String>> found) {
        page.append("| metric | labels | is |\n| --- | --- | --- |\n");
        found.forEach((name, said) -> row(page, "`" + name + "`", said.get(0), said.get(1)));
    }

    private void collect(Map<String, List<String>> found, String module) throws IOException {
        try (Stream<Path> sources = Files.walk(root.resolve(module).resolve("src/main/java"))) {
            for (Path file : sources.filter(each -> each.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                BUILT.matcher(source).results().forEach(built -> found.put(name(built), List.of(
                        TAG.matcher(built.group(3)).results().map(tag -> "`" + tag.group(1) + "`").collect(Collectors.joining(", ")),
                        DESCRIPTION.matcher(built.group(3)).results().map(each -> each.group(1)).findFirst().orElseThrow(
                                () -> new IllegalStateException(built.group(2) + " has no description")))));
                MEASURED.matcher(source).results().forEach(gauge -> found.put(gauge.group(1).replace('.', '_'),
                        List.of(gauge.group(1).startsWith("tributary.run.") ? "`run`" : "", gauge.group(2))));
            }
        }
    }

    private static String name(MatchResult built) {
        String plain = built.group(2).replace('.', '_');
        String unit = built.group(3).contains("baseUnit") && !plain.endsWith("_bytes") ? "_bytes" : "";
        return plain + unit + (built.group(1).endsWith("Counter") ? "_total" : "");
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
