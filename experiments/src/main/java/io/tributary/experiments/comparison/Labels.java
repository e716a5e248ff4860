package io.tributary.experiments.comparison;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What sets groups of runs apart: the settings in which they differ, each named by as much of its path as tells it from the others. */
final class Labels {
    private Labels() {}

    /**
     * A label for each group, such as {@code learningRate=0.1}.
     *
     * @param alone the label if there is but one group
     */
    static List<String> of(List<Map<String, String>> groups, String alone) {
        if (groups.size() == 1) {
            return List.of(alone);
        }
        TreeSet<String> differing = new TreeSet<>();
        groups.forEach(group -> differing.addAll(group.keySet()));
        differing.removeIf(
                path -> groups.stream().map(group -> String.valueOf(group.get(path))).distinct().count() == 1);
        List<String> roots = differing.stream().filter(path -> differing.stream().noneMatch(
                other -> path.startsWith(other + "."))).toList();
        List<String> labels = groups.stream().map(group -> label(group, roots)).toList();
        return java.util.stream.IntStream.range(0, labels.size())
                .mapToObj(i -> labels.indexOf(labels.get(i)) == i ? labels.get(i) : labels.get(i) + " #" + (i + 1))
                .toList();
    }

    private static String label(Map<String, String> group, List<String> roots) {
        Map<String, String> parts = new TreeMap<>();
        for (String root : roots) {
            String value = value(group, root);
            if (!value.isEmpty()) {
                parts.put(root, shortest(root, roots) + "=" + value);
            }
        }
        return parts.isEmpty() ? "defaults" : String.join(", ", parts.values());
    }

    /** The value of a path, or of all that is below it; empty if it has its default. */
    private static String value(Map<String, String> group, String root) {
        String value = group.get(root);
        if (value != null) {
            return value.replaceAll("^\"(.*)\"$", "$1");
        }
        return group.entrySet().stream().filter(entry -> entry.getKey().startsWith(root + "."))
                .map(entry -> entry.getKey().substring(root.length() + 1) + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String shortest(String path, List<String> all) {
        String[] parts = path.split("\\.");
        for (int from = parts.length - 1; from > 0; from--) {
            String end = String.join(".", List.of(parts).subList(from, parts.length));
            if (all.stream().filter(other -> other.equals(end) || other.endsWith("." + end)).count() == 1) {
                return end;
            }
        }
        return path;
    }
}
