package io.tributary.experiments.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that a config may choose, and all that there is to know about it. Immutable.
 *
 * @param name as a config writes it
 * @param summary what it does, a sentence
 * @param paper where it comes from, if it was published as such
 * @param cost passes over the updates and memory beyond a few chunks a thread, or what it costs a device
 * @param needs when it may be used; n is the number of updates of a round
 * @param settings its parameters
 * @param example a value for the family's key, as YAML, with every setting
 * @param make the plan's word for it, from its settings; throws IllegalArgumentException if they do not fit together
 * @param origin version and file of a plug-in; empty for what comes with Tributary
 * @param <T> the plan's type
 */
public record Kind<T>(String name, String summary, Optional<Paper> paper, String cost, String needs,
        List<Setting> settings,
        String example, Function<Values, T> make, Optional<String> origin) {
    /** Copies the list. */
    public Kind {
        settings = List.copyOf(settings);
    }

    /** One that comes with Tributary. */
    public Kind(String name, String summary, Optional<Paper> paper, String cost, String needs, List<Setting> settings,
            String example, Function<Values, T> make) {
        this(name, summary, paper, cost, needs, settings, example, make, Optional.empty());
    }

    /** Whether a config writes the value of its one setting, which has its name, in place of settings: {@code topK: 0.04}. */
    public boolean bare() {
        return settings.size() == 1 && settings.getFirst().name().equals(name);
    }

    /** Whether its name alone says everything. */
    public boolean needsNothing() {
        return settings.stream().noneMatch(Setting::isRequired);
    }
}
