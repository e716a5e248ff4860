package io.tributary.protocol.plugin;

import io.tributary.protocol.Fields;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A plug-in as a plan names it. Immutable; the same settings are written as the same bytes.
 *
 * @param name of the plug-in
 * @param version of the plug-in, as text
 * @param numbers settings that are numbers, finite, by name
 * @param words settings that are words, each a line of 1..64 characters, by name; with the numbers at most {@link #MOST_SETTINGS}
 */
public record PlugInSpec(String name, String version, Map<String, Double> numbers, Map<String, String> words) {
    /** Most settings of one plug-in. */
    public static final int MOST_SETTINGS = 32;
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+-]{1,32}");
    private static final int LONGEST_WORD = 64;

    /**
     * Copies the maps, in the order of their names.
     *
     * @throws IllegalArgumentException if something is out of range
     */
    public PlugInSpec {
        require("a plug-in's name", name, PlugInSetting.NAME);
        require("a plug-in's version", version, VERSION);
        Fields.within("settings", Fields.given("numbers", numbers).size() + Fields.given("words", words).size(), 0,
                MOST_SETTINGS);
        numbers.forEach((setting, number) -> Fields.finite(settingOf(setting), Fields.given(setting, number)));
        words.forEach((setting, word) -> Fields.line(settingOf(setting), word, 1, LONGEST_WORD));
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
        words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /** A plug-in with all of its settings as they are if a config leaves them out. */
    public static PlugInSpec presets(PlugIn plugIn) {
        Map<String, Double> numbers = new TreeMap<>();
        Map<String, String> words = new TreeMap<>();
        for (PlugInSetting setting : plugIn.settings()) {
            if (setting instanceof PlugInSetting.Amount amount) {
                numbers.put(amount.name(), amount.preset());
            } else if (setting instanceof PlugInSetting.Word word) {
                words.put(word.name(), word.words().get(0));
            }
        }
        return new PlugInSpec(plugIn.name(), plugIn.version(), numbers, words);
    }

    /** One that has no settings. */
    public static PlugInSpec of(String name, String version) {
        return new PlugInSpec(name, version, Map.of(), Map.of());
    }

    /**
     * A setting.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public double number(String setting) {
        return Fields.given(setting, numbers.get(setting));
    }

    /**
     * A setting.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public String word(String setting) {
        return Fields.given(setting, words.get(setting));
    }

    /** Its name and version, for people. */
    public String label() {
        return "'" + name + "' " + version;
    }

    private static String settingOf(String name) {
        return require("a setting's name", name, PlugInSetting.NAME);
    }

    private static String require(String what, String value, Pattern pattern) {
        Fields.given(what, value);
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be " + pattern.pattern() + ", not '" + Fields.excerpt(value) + "'");
        }
        return value;
    }
}
