package io.tributary.experiments.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A config as a tree that tests change at one key, and write with one key a line. Values are written as they are. */
public final class ConfigTree {
    private final Map<String, Object> entries = new LinkedHashMap<>();

    /** The same with a value at a path such as {@code train.rounds}; what was there, a section even, is replaced. */
    public ConfigTree with(String path, String value) {
        ConfigTree copy = copy();
        copy.put(path.split("\\.", -1), 0, value);
        return copy;
    }

    /** The same without a key. */
    public ConfigTree without(String path) {
        ConfigTree copy = copy();
        int dot = path.lastIndexOf('.');
        ((ConfigTree) (dot < 0 ? copy : copy.at(path.substring(0, dot)))).entries.remove(path.substring(dot + 1));
        return copy;
    }

    private Object at(String path) {
        Object found = this;
        for (String key : path.split("\\.", -1)) {
            found = ((ConfigTree) found).entries.get(key);
        }
        return found;
    }

    private void put(String[] path, int depth, String value) {
        if (depth == path.length - 1) {
            entries.put(path[depth], value);
        } else {
            Object inner = entries.get(path[depth]);
            ConfigTree section = inner instanceof ConfigTree tree ? tree : new ConfigTree();
            entries.put(path[depth], section);
            section.put(path, depth + 1, value);
        }
    }

    private ConfigTree copy() {
        ConfigTree copy = new ConfigTree();
        entries.forEach((key, value) -> copy.entries.put(key, value instanceof ConfigTree tree ? tree.copy() : value));
        return copy;
    }

    /** Every key with its path, sections before what is in them. */
    public void forEach(BiConsumer<String, Boolean> pathAndWhetherSection) {
        walk("", pathAndWhetherSection);
    }

    private void walk(String prefix, BiConsumer<String, Boolean> each) {
        entries.forEach((key, value) -> {
            each.accept(prefix + key, value instanceof ConfigTree);
            if (value instanceof ConfigTree tree) {
                tree.walk(prefix + key + ".", each);
            }
        });
    }

    /** As YAML. */
    public String text() {
        StringBuilder text = new StringBuilder();
        write("", "", text, new TreeMap<>());
        return text.toString();
    }

    /** The line, from 1, that a key is written in. */
    public int line(String path) {
        Map<String, Integer> lines = new TreeMap<>();
        write("", "", new StringBuilder(), lines);
        return lines.get(path);
    }

    private void write(String indent, String prefix, StringBuilder text, Map<String, Integer> lines) {
        entries.forEach((key, value) -> {
            lines.put(prefix + key, (int) text.chars().filter(c -> c == '\n').count() + 1);
            text.append(indent).append(key).append(':');
            if (value instanceof ConfigTree tree) {
                text.append('\n');
                tree.write(indent + "  ", prefix + key + ".", text, lines);
            } else {
                text.append(' ').append(value).append('\n');
            }
        });
    }
}
