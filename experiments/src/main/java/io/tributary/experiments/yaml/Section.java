package io.tributary.experiments.yaml;

import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A section being read: every key that is asked for is an allowed one, and {@link #end} names those that nobody asked for.
 * Mistakes are noted and reading goes on. Used by one thread.
 */
public final class Section {
    private final Problems problems;
    private final String path;
    private final Mapping mapping;
    private final Set<String> allowed = new LinkedHashSet<>();

    public Section(Problems problems, String path, Mapping mapping) {
        this.problems = problems;
        this.path = path;
        this.mapping = mapping;
    }

    /** A value that must be there. */
    public <T> T require(String key, Form<T> form) {
        if (node(key).isEmpty()) {
            problems.add(mapping.origin(), pathOf(key) + ": is missing; expected " + form.expected());
        }
        return read(key, form, "required").orElse(form.standIn());
    }

    /** A value with a default. */
    public <T> T get(String key, Form<T> form, T fallback) {
        return read(key, form, String.valueOf(fallback)).orElse(fallback);
    }

    /** A value that may be left out. */
    public <T> Optional<T> find(String key, Form<T> form) {
        return read(key, form, "");
    }

    private <T> Optional<T> read(String key, Form<T> form, String preset) {
        problems.asked(pathOf(key), form.expected(), preset);
        return node(key).map(entry -> form.parse().apply(entry.value()).orElseGet(() -> {
            complain(key, form, entry.value());
            return form.standIn();
        }));
    }

    private void complain(String key, Form<?> form, Node found) {
        Optional<Integer> bad = form.badItem(found);
        if (bad.isPresent() && found instanceof Sequence sequence && form.item() != null) {
            Node item = sequence.items().get(bad.get());
            problems.add(item.origin(), pathOf(key) + "[" + bad.get() + "]: " + form.item().complaint(item));
        } else {
            complain(key, form.complaint(found));
        }
    }

    /** The node of a key, to be looked at by hand. */
    public Optional<Entry> node(String key) {
        problems.asked(pathOf(key), "", "");
        allowed.add(key);
        return mapping.find(key);
    }

    /** A section in this one; if it is left out, an empty one. */
    public Section section(String key) {
        return node(key).map(entry -> within(key, entry))
                .orElseGet(() -> new Section(problems, pathOf(key), new Mapping(mapping.origin(), Map.of())));
    }

    /** A section that must be there. If it is not, that is said once, and not of each of its keys. */
    public Section requireSection(String key) {
        if (node(key).isEmpty()) {
            problems.add(mapping.origin(), pathOf(key) + ": is missing; expected a section");
            return silent(key);
        }
        return section(key);
    }

    private Section within(String key, Entry entry) {
        if (entry.value() instanceof Mapping inner) {
            return new Section(problems, pathOf(key), new Mapping(entry.origin(), inner.entries()));
        }
        complain(key, "expected a section, found " + entry.value().describe());
        return silent(key);
    }

    private Section silent(String key) {
        return new Section(new Problems(), pathOf(key), new Mapping(mapping.origin(), Map.of()));
    }

    /** The items of a list of sections; none if it is left out, or if it is no such list, which is noted. */
    public List<Section> sections(String key, int least, int most) {
        Optional<Node> value = node(key).map(Entry::value);
        List<Section> all = new ArrayList<>();
        if (value.isPresent() && value.get() instanceof Sequence list && list.items().size() >= least
                && list.items().size() <= most && list.items().stream().allMatch(Mapping.class::isInstance)) {
            for (Node item : list.items()) {
                all.add(new Section(problems, pathOf(key) + "[" + all.size() + "]", (Mapping) item));
            }
        } else {
            value.ifPresent(found -> complain(key, "expected a list of " + least + " to " + most + " sections, found "
                    + found.describe()));
        }
        return all;
    }

    /** Whether a key was written. */
    public boolean has(String key) {
        return mapping.find(key).isPresent();
    }

    /** The keys written, in order. */
    List<String> keys() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** Notes a mistake in the value of a key, or in the section if the key was left out. */
    public void complain(String key, String message) {
        Origin place = mapping.find(key).map(entry -> entry.value() instanceof Mapping ? entry.origin()
                : entry.value().origin()).orElse(mapping.origin());
        problems.add(place, pathOf(key) + ": " + message);
    }

    /** Notes the keys that no one asked for. */
    public void end() {
        List<String> known = new ArrayList<>(allowed);
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                problems.add(entry.origin(),
                        pathOf(key) + ": unknown key; allowed" + (path.isEmpty() ? "" : " in " + path)
                                + ": " + String.join(", ", known) + Nearest.hint(key, known));
            }
        });
    }

    private String pathOf(String key) {
        String shown = Quote.clip(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
