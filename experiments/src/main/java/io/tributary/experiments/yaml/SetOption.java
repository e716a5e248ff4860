package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.ConfigException.Problem;
import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Kind;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value given on the command line, as in {@code --set train.rounds=5}; the value is YAML, so that
 * {@code --set 'data.partition={dirichlet: 0.1}'} works too.
 */
public final class SetOption {
    private static final Pattern FORM = Pattern.compile("([^=\\s]+)=(.*)", Pattern.DOTALL);
    private static final int LONGEST = 4096;

    private final Origin.Text source;
    private final String path;
    private final Node value;

    private SetOption(Origin.Text source, String path, Node value) {
        this.source = source;
        this.path = path;
        this.value = value;
    }

    /** Reads {@code path=value}. */
    public static SetOption parse(String option) throws ConfigException {
        Origin.Text source = Origin.option("--set " + option);
        Matcher parts = FORM.matcher(option);
        if (!parts.matches() || option.length() > LONGEST) {
            throw new ConfigException(List.of(new Problem(source.at(0, 0),
                    "expected path=value of at most " + LONGEST + " characters, for example train.rounds=5")));
        }
        return new SetOption(source, parts.group(1), value(source, parts.group(2)));
    }

    /** A block of text, which is what > and | begin in YAML, has no sense in one line: {@code >= 0.5} is the text that it looks like. */
    private static Node value(Origin.Text source, String text) throws ConfigException {
        String bare = text.strip();
        return bare.startsWith(">") || bare.startsWith("|") ? new Scalar(source.at(0, 0), Kind.TEXT, bare)
                : YamlTree.read(source, text);
    }

    /** One option for each item of a list, in its order; this one if its value is no list, or an empty one. */
    public List<SetOption> alternatives() {
        return value instanceof Sequence list && !list.items().isEmpty()
                ? list.items().stream().map(item -> new SetOption(source, path, item)).toList()
                : List.of(this);
    }

    /** As it can be read again: {@code path=value}, the value as YAML of one line. */
    public String text() {
        return path + "=" + NodeText.of(value);
    }

    /** The configuration with this value in it. Whether there is such a key is seen when the section is read. */
    public Mapping applyTo(Mapping root) throws ConfigException {
        return put(root, path.split("\\.", -1), 0);
    }

    private Mapping put(Mapping section, String[] keys, int depth) throws ConfigException {
        Origin origin = source.at(0, 0);
        if (depth == keys.length - 1) {
            return section.with(keys[depth], new Entry(origin, value));
        }
        Node child =
                section.find(keys[depth]).map(Entry::value).orElseGet(() -> new Mapping(origin, java.util.Map.of()));
        if (!(child instanceof Mapping inner)) {
            String parent = String.join(".", List.of(keys).subList(0, depth + 1));
            throw new ConfigException(List.of(new Problem(origin, "'" + parent + "' is " + child.describe()
                    + ", not a section; replace the whole of it, as in --set '" + parent + "={...}'")));
        }
        Origin place = section.find(keys[depth]).map(Entry::origin).orElse(origin);
        return section.with(keys[depth], new Entry(place, put(inner, keys, depth + 1)));
    }
}
