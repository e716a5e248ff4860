package io.tributary.experiments.yaml;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.experiments.yaml.Node.Kind;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Nodes as text of one line, which reads back as the same node. */
public final class NodeText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    /** Words that YAML 1.1 takes for something else than themselves. */
    private static final Set<String> OTHERWISE = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private NodeText() {}

    /** The node in flow style: {@code [0.1, {fedadam: {learningRate: 0.01}}]}. */
    public static String of(Node node) {
        return switch (node) {
            case Scalar scalar when scalar.kind() == Kind.TEXT -> text(scalar.text());
            case Scalar scalar when scalar.kind() == Kind.NOTHING -> "null";
            case Scalar scalar -> scalar.text();
            case Sequence list -> list.items().stream().map(NodeText::of).collect(Collectors.joining(", ", "[", "]"));
            case Mapping section -> section.entries().entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + of(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** Every value of a section by its path, {@code train.rounds}, in the order of the paths. An empty section is a value. */
    public static Map<String, String> byPath(Mapping root) {
        Map<String, String> values = new TreeMap<>();
        gather(root, "", values);
        return values;
    }

    private static void gather(Mapping section, String before, Map<String, String> values) {
        section.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Mapping inner && !inner.entries().isEmpty()) {
                gather(inner, before + key + ".", values);
            } else {
                values.put(before + key, of(entry.value()));
            }
        });
    }

    private static String text(String text) {
        boolean plain = WORD.matcher(text).matches() && !OTHERWISE.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
