package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Domain.Above;
import io.tributary.experiments.catalogue.Domain.Below;
import io.tributary.experiments.catalogue.Domain.Between;
import io.tributary.experiments.catalogue.Domain.Names;
import io.tributary.experiments.catalogue.Domain.Part;
import io.tributary.experiments.catalogue.Domain.Truth;
import io.tributary.experiments.catalogue.Domain.Whole;
import io.tributary.experiments.catalogue.Domain.Word;
import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.catalogue.Setting;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.catalogue.Values;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads the settings of a kind of the catalogue, and makes of them what the plan says.
 *
 * @param kind what was chosen
 * @param sizes what some settings follow from, if they are left out
 * @param unfit told if legal settings do not fit together
 */
record Settings<T>(Kind<T> kind, Sizes sizes, Consumer<String> unfit) {
    private static final Form<List<String>> NAMES =
            Forms.list(Forms.text("the name of a layer or tensor, such as conv1",
                    Pattern.compile("[A-Za-z0-9_.-]{1,128}"), "conv1"), 0, 4096);

    /** What is made of presets alone. */
    Optional<T> presets() {
        return make(Map.of());
    }

    /** What is made of what a section has under the kind's name; nothing if there is a mistake, which is noted. */
    Optional<T> under(Section around) {
        Section own = kind.bare() ? around : around.section(kind.name());
        Map<String, Object> given = new HashMap<>();
        boolean whole = true;
        for (Setting setting : kind.settings()) {
            Optional<?> value = value(own, setting);
            value.ifPresent(found -> given.put(setting.name(), found));
            whole &= value.isPresent() || !own.has(setting.name());
        }
        if (!kind.bare()) {
            own.end();
        }
        return whole && complete(own, given) ? make(given) : Optional.empty();
    }

    private Optional<?> value(Section own, Setting setting) {
        return switch (setting.domain()) {
            case Whole(int low, int high) -> own.find(setting.name(), Forms.whole(low, high));
            case Above(double low, double high) -> own.find(setting.name(), Forms.above(low, high));
            case Below(double low, double high) -> own.find(setting.name(), Forms.below(low, high));
            case Between(double low, double high) -> own.find(setting.name(), Forms.within(low, high));
            case Word(List<String> words) -> own.find(setting.name(), Forms.oneOf(words));
            case Truth() -> own.find(setting.name(), Forms.truth());
            case Names() -> own.find(setting.name(), NAMES);
            case Part(Family<?> parts) -> new Choice<>(own, setting.name(), parts, sizes).read();
        };
    }

    private boolean complete(Section own, Map<String, Object> given) {
        List<Setting> missing = kind.settings().stream().filter(setting -> setting.isRequired()
                && !given.containsKey(setting.name())).toList();
        missing.forEach(setting -> own.complain(setting.name(),
                "is missing; expected " + setting.domain().text() + ": " + setting.meaning()));
        return missing.isEmpty();
    }

    private Optional<T> make(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        for (Setting setting : kind.settings()) {
            setting.presetValue().ifPresent(value -> all.putIfAbsent(setting.name(), value));
        }
        try {
            return Optional.of(kind.make().apply(new Values(all, sizes)));
        } catch (IllegalArgumentException wrong) {
            unfit.accept(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }
}
