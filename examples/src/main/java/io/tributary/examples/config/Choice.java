package io.tributary.examples.config;

import io.tributary.examples.catalogue.Domain.Above;
import io.tributary.examples.catalogue.Domain.Below;
import io.tributary.examples.catalogue.Domain.Part;
import io.tributary.examples.catalogue.Domain.Truth;
import io.tributary.examples.catalogue.Domain.Whole;
import io.tributary.examples.catalogue.Domain.Word;
import io.tributary.examples.catalogue.Family;
import io.tributary.examples.catalogue.Kind;
import io.tributary.examples.catalogue.Preset;
import io.tributary.examples.catalogue.Setting;
import io.tributary.examples.catalogue.Sizes;
import io.tributary.examples.catalogue.Values;
import io.tributary.examples.config.Node.Entry;
import io.tributary.examples.config.Node.Mapping;
import io.tributary.examples.config.Node.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that chooses one kind of a family: by its name alone, {@code rule: median}, or with settings,
 * {@code rule: { krum: { byzantine: 5 } }}.
 *
 * @param section that the key is in
 * @param key its name
 * @param family what there is to choose
 * @param sizes what some settings follow from, if they are left out
 */
record Choice<T>(Section section, String key, Family<T> family, Sizes sizes) {
    /** What was chosen; nothing if the key was left out, or if there is a mistake, which is noted. */
    Optional<T> read() {
        return section.node(key).map(Entry::value).flatMap(node -> switch (node) {
            case Mapping mapping when mapping.entries().size() == 1 ->
                    settled(mapping.entries().keySet().iterator().next());
            case Scalar scalar -> named(scalar);
            default -> refuse("expected " + allowed() + ", found " + node.describe());
        });
    }

    private Optional<T> named(Scalar scalar) {
        Optional<Kind<T>> kind = family.find(scalar.text());
        if (kind.isEmpty()) {
            return refuse("expected " + allowed() + ", found " + scalar.describe()
                    + Nearest.hint(scalar.text(), family.names()));
        }
        if (!kind.get().needsNothing()) {
            return refuse("needs settings, as in " + kind.get().example());
        }
        return make(kind.get(), Map.of());
    }

    private Optional<T> settled(String name) {
        Section choice = section.section(key);
        Optional<Kind<T>> kind = family.find(name);
        if (kind.isEmpty()) {
            choice.complain(name,
                    "expected " + allowed() + ", found " + Quote.of(name) + Nearest.hint(name, family.names()));
            return Optional.empty();
        }
        Section settings = choice.section(name);
        Map<String, Object> given = new HashMap<>();
        boolean whole = true;
        for (Setting setting : kind.get().settings()) {
            Optional<?> value = value(settings, setting);
            value.ifPresent(found -> given.put(setting.name(), found));
            whole &= value.isPresent() || !settings.has(setting.name());
        }
        settings.end();
        return whole && complete(settings, kind.get(), given) ? make(kind.get(), given) : Optional.empty();
    }

    private static boolean complete(Section settings, Kind<?> kind, Map<String, Object> given) {
        List<Setting> missing = kind.settings().stream().filter(setting -> setting.preset() instanceof Preset.Required
                && !given.containsKey(setting.name())).toList();
        missing.forEach(setting -> settings.complain(setting.name(),
                "is missing; expected " + setting.domain().text() + ": " + setting.meaning()));
        return missing.isEmpty();
    }

    private Optional<?> value(Section settings, Setting setting) {
        return switch (setting.domain()) {
            case Whole(int low, int high) -> settings.find(setting.name(), Forms.whole(low, high));
            case Above(double low, double high) -> settings.find(setting.name(), Forms.above(low, high));
            case Below(double low, double high) -> settings.find(setting.name(), Forms.below(low, high));
            case Word(List<String> words) -> settings.find(setting.name(), Forms.oneOf(words));
            case Truth() -> settings.find(setting.name(), Forms.truth());
            case Part(Family<?> parts) -> new Choice<>(settings, setting.name(), parts, sizes).read();
        };
    }

    private Optional<T> make(Kind<T> kind, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        for (Setting setting : kind.settings()) {
            if (setting.preset() instanceof Preset.Is(Object value, String _)) {
                all.putIfAbsent(setting.name(), value);
            }
        }
        try {
            return Optional.of(kind.make().apply(new Values(all, sizes)));
        } catch (IllegalArgumentException unfit) {
            return refuse(String.valueOf(unfit.getMessage()));
        }
    }

    private Optional<T> refuse(String message) {
        section.complain(key, message);
        return Optional.empty();
    }

    private String allowed() {
        return "one of " + String.join(", ", family.names());
    }
}
