package io.tributary.loadtest.docs;

import io.tributary.cli.Tributary;
import io.tributary.loadtest.architecture.Modules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Commands, options and scripts that a page shows must be there. Nothing is run. */
record CommandsCheck(Sources sources) implements PageCheck {
    private static final CommandSpec PROGRAM = Tributary.commandLine(Map.of()).getCommandSpec();
    private static final Pattern SCRIPT =
            Pattern.compile("(?:^|\\s)(loadtest/[\\w-]+|\\.ci/[\\w-]+)(?: ([a-z][a-z-]*))?");
    private static final Pattern LABELS = Pattern.compile("(?m)^\\s+([a-z-]+(?: \\| [a-z-]+)*)\\)");
    private static final Pattern MODULES = Pattern.compile("-pl ([\\w,-]+)");
    private static final Pattern TEST = Pattern.compile("-Dtest='?([\\w*]+)");

    @Override
    public Stream<String> falsehoods(Page page) {
        return page.commandLines().stream().flatMap(line -> Stream.of(program(line), scripts(line), maven(line)))
                .flatMap(found -> found).distinct();
    }

    private static Stream<String> program(String line) {
        int start = line.indexOf("./tributary ");
        if (start < 0) {
            return Stream.empty();
        }
        String command = line.substring(start + "./tributary ".length()).split("[#&|]", 2)[0].replaceAll("[\\[\\]]", "")
                .replace("...", "");
        return wrong(new ArrayDeque<>(List.of(command.strip().split("\\s+")))).map(why -> why + " in: " + line)
                .stream();
    }

    private static Optional<String> wrong(Deque<String> words) {
        CommandSpec spec = PROGRAM;
        while (!words.isEmpty() && spec.subcommands().containsKey(words.peek())) {
            spec = spec.subcommands().get(words.pop()).getCommandSpec();
        }
        String next = words.isEmpty() ? "-" : words.peek();
        if (!spec.subcommands().isEmpty() && next.matches("[a-z]+")) {
            return Optional.of("no command " + next);
        }
        CommandSpec last = spec;
        return words.stream().filter(word -> word.startsWith("--")).map(word -> word.split("=", 2)[0])
                .filter(option -> !last.optionsMap().containsKey(option)).map(option -> "no option " + option)
                .findFirst();
    }

    private static Stream<String> scripts(String line) {
        return SCRIPT.matcher(line).results().filter(found -> !isScript(found.group(1), found.group(2)))
                .map(found -> "no script" + found.group());
    }

    private static boolean isScript(String script, String word) {
        Path file = Modules.ROOT.resolve(script);
        if (Files.isDirectory(file)) {
            return true;
        }
        try {
            List<String> labels = Files.exists(file) ? labels(Files.readString(file)) : List.of();
            return Files.exists(file) && (word == null || labels.isEmpty() || labels.contains(word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> labels(String script) {
        return LABELS.matcher(script).results().flatMap(found -> Arrays.stream(found.group(1).split(" \\| "))).toList();
    }

    private Stream<String> maven(String line) {
        if (!line.contains("mvn ")) {
            return Stream.empty();
        }
        Matcher modules = MODULES.matcher(line);
        Matcher test = TEST.matcher(line);
        Stream<String> noModule = !modules.find() ? Stream.empty()
                : Stream.of(modules.group(1).split(",")).filter(name -> name.matches("[a-z-]+"))
                        .filter(name -> !Files.exists(Modules.ROOT.resolve(name).resolve("pom.xml")))
                        .map(name -> "no module " + name);
        Stream<String> noTest = !test.find() ? Stream.empty()
                : Stream.of(test.group(1)).filter(name -> sources.types().stream()
                        .noneMatch(type -> type.matches(name.replace("*", ".*")))).map(name -> "no test " + name);
        return Stream.concat(noModule, noTest);
    }
}
