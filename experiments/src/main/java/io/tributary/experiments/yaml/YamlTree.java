package io.tributary.experiments.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.tributary.experiments.yaml.ConfigException.Problem;
import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Kind;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML document into nodes that know their places. Aliases and tags are refused, so that a short text cannot become
 * a large tree or an object; nesting is bounded, and a key may occur once only.
 */
public final class YamlTree {
    static final int MAX_DEPTH = 8;
    private static final YAMLFactory YAML = new YAMLFactory();

    private final Origin.Text source;
    private final YAMLParser parser;

    private YamlTree(Origin.Text source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * Reads a whole text.
     *
     * @param source says in messages where the text is
     * @throws ConfigException if it is not one YAML document, or one of the bounds is exceeded
     */
    public static Node read(Origin.Text source, String text) throws ConfigException {
        try (YAMLParser parser = YAML.createParser(text)) {
            YamlTree tree = new YamlTree(source, parser);
            if (parser.nextToken() == null) {
                throw tree.refuse("there is nothing in it");
            }
            Node root = tree.node(1);
            if (parser.nextToken() != null) {
                throw tree.refuse("a second document begins here; only one is allowed");
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw malformed(source, malformed);
        } catch (IOException unexpected) {
            throw new ConfigException(source.at(1, 1), "cannot be read: " + unexpected, unexpected);
        }
    }

    private Node node(int depth) throws IOException, ConfigException {
        if (parser.isCurrentAlias()) {
            throw refuse("aliases (*name) are not allowed; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw refuse("tags (!name) are not allowed");
        }
        if (depth > MAX_DEPTH) {
            throw refuse("nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> sequence(depth);
            default -> new Scalar(here(), kind(parser.currentToken()), parser.getText());
        };
    }

    private Mapping mapping(int depth) throws IOException, ConfigException {
        Origin start = here();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Origin place = here();
            String key = parser.currentName();
            Entry before = entries.get(key);
            if (before != null) {
                throw refuse("the key " + Quote.of(key) + " is there twice, first in line " + before.origin().line());
            }
            parser.nextToken();
            entries.put(key, new Entry(place, node(depth + 1)));
        }
        return new Mapping(start, entries);
    }

    private Sequence sequence(int depth) throws IOException, ConfigException {
        Origin start = here();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Sequence(start, items);
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT -> Kind.WHOLE;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> Kind.TRUTH;
            case VALUE_NULL -> Kind.NOTHING;
            default -> Kind.TEXT;
        };
    }

    private Origin here() {
        return place(source, parser.currentTokenLocation());
    }

    private static Origin place(Origin.Text source, JsonLocation location) {
        return source.at(location.getLineNr(), location.getColumnNr());
    }

    private ConfigException refuse(String message) {
        return new ConfigException(List.of(new Problem(here(), message)));
    }

    private static ConfigException malformed(Origin.Text source, JsonProcessingException cause) {
        if (cause.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            String what = String.valueOf(marked.getProblem());
            return new ConfigException(source.at(mark.getLine() + 1, mark.getColumn() + 1),
                    "not YAML: " + Quote.clip(what),
                    cause);
        }
        JsonLocation location = cause.getLocation();
        Origin place = location == null ? source.at(1, 1) : place(source, location);
        String what = cause.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return new ConfigException(place, "not YAML: " + Quote.clip(what), cause);
    }
}
