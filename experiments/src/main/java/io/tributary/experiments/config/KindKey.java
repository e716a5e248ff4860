package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Section;
import java.util.Optional;

/**
 * A key that stands beside others and has the name of the one kind that it may choose, {@code rotate: true} for example.
 *
 * @param section that the key is in
 * @param kind what it chooses
 */
record KindKey<T>(Section section, Kind<T> kind) {
    /** What was chosen; nothing if the key was left out, or if there is a mistake, which is noted. */
    Optional<T> read() {
        return section.node(kind.name()).flatMap(
                _ -> new Settings<>(kind, Sizes.NONE, message -> section.complain(kind.name(), message))
                        .under(section));
    }
}
