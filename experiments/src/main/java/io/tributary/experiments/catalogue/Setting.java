package io.tributary.experiments.catalogue;

import io.tributary.experiments.catalogue.Domain.Above;
import io.tributary.experiments.catalogue.Domain.Below;
import io.tributary.experiments.catalogue.Domain.Between;
import io.tributary.experiments.catalogue.Domain.Names;
import io.tributary.experiments.catalogue.Domain.Part;
import io.tributary.experiments.catalogue.Domain.Truth;
import io.tributary.experiments.catalogue.Domain.Whole;
import io.tributary.experiments.catalogue.Domain.Word;
import io.tributary.experiments.catalogue.Preset.Follows;
import io.tributary.experiments.catalogue.Preset.Is;
import io.tributary.experiments.catalogue.Preset.Required;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a kind.
 *
 * @param name as a config writes it
 * @param domain what it may be
 * @param preset what holds when it is left out
 * @param meaning what it does
 */
public record Setting(String name, Domain domain, Preset preset, String meaning) {
    /** A whole number {@code low..high} that must be given. */
    public static Setting whole(String name, int low, int high, String meaning) {
        return new Setting(name, new Whole(low, high), new Required(), meaning);
    }

    /** A number {@code low < x <= high} that must be given. */
    public static Setting above(String name, double low, double high, String meaning) {
        return new Setting(name, new Above(low, high), new Required(), meaning);
    }

    /** A number {@code low <= x < high} that must be given. */
    public static Setting below(String name, double low, double high, String meaning) {
        return new Setting(name, new Below(low, high), new Required(), meaning);
    }

    /** A number {@code low <= x <= high} that must be given. */
    public static Setting between(String name, double low, double high, String meaning) {
        return new Setting(name, new Between(low, high), new Required(), meaning);
    }

    /** Yes or no. */
    public static Setting truth(String name, boolean fallback, String meaning) {
        return new Setting(name, new Truth(), new Is(fallback, Boolean.toString(fallback)), meaning);
    }

    /** Some layers or tensors; none, if it is left out. */
    public static Setting names(String name, String meaning) {
        return new Setting(name, new Names(), new Is(List.of(), "[]"), meaning);
    }

    /** One of another family that must be given. */
    public static Setting part(String name, Family<?> family, String meaning) {
        return new Setting(name, new Part(family), new Required(), meaning);
    }

    /** One of some words; the first, if it is left out. */
    public static Setting word(String name, List<String> words, String meaning) {
        return new Setting(name, new Word(words), new Is(words.getFirst(), words.getFirst()), meaning);
    }

    /** The same with a value to fall back on. */
    public Setting or(Number value) {
        String text = value instanceof Integer ? value.toString() : Domain.plain(value.doubleValue());
        return new Setting(name, domain, new Is(value, text), meaning);
    }

    /** The same with one of the other family to fall back on. */
    public Setting or(String kind, Object value) {
        return new Setting(name, domain, new Is(value, kind), meaning);
    }

    /** The same, and the experiment or the round finds a value if there is none. */
    public Setting orFrom(String words) {
        return new Setting(name, domain, new Follows(words), meaning);
    }

    /** Whether a config must say it. */
    public boolean isRequired() {
        return switch (preset) {
            case Preset.Required _ -> true;
            case Preset.Is _,Preset.Follows _ -> false;
        };
    }

    /** What it is if a config leaves it out, where that does not depend on other sections. */
    public Optional<Object> presetValue() {
        return switch (preset) {
            case Preset.Is(Object value, String _) -> Optional.of(value);
            case Preset.Required _,Preset.Follows _ -> Optional.empty();
        };
    }
}
