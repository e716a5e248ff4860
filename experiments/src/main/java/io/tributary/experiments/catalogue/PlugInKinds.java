package io.tributary.experiments.catalogue;

import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInException;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plug-ins as kinds of a family, behind those that come with Tributary.
 *
 * @param family that they join
 * @param common settings that all of them have beside their own
 * @param cost of each
 * @param make the plan's word for one
 */
record PlugInKinds<P extends PlugIn, T>(Family<T> family, List<Setting> common, String cost, Making<P, T> make) {
    /** Makes the plan's word for a plug-in. */
    interface Making<P, T> {
        T make(P plugIn, PlugInSpec spec, Values values);
    }

    /** The family with them. @throws PlugInException if one has the name of another kind, or a setting that all have */
    Family<T> with(PlugIns<P> found) {
        return family.with(found.all().stream().map(this::kind).toList());
    }

    private Kind<T> kind(P plugIn) {
        refuse(family.find(plugIn.name()).isPresent(), plugIn,
                "'" + plugIn.name() + "' is one of the " + family.title() + " of Tributary; choose another name");
        List<String> taken = common.stream().map(Setting::name).toList();
        plugIn.settings().forEach(setting -> refuse(taken.contains(setting.name()), plugIn,
                "a setting is called '" + setting.name() + "', which all " + family.title() + " have"));
        List<Setting> settings =
                Stream.concat(common.stream(), plugIn.settings().stream().map(PlugInKinds::setting)).toList();
        return new Kind<>(plugIn.name(), plugIn.summary(), Optional.empty(), cost,
                "its jar wherever it is used: --class-path", settings, example(plugIn.name(), settings),
                values -> make.make(plugIn, spec(plugIn, values), values),
                Optional.of(plugIn.version() + ", " + PlugIns.origin(plugIn)));
    }

    private static void refuse(boolean wrong, PlugIn plugIn, String why) {
        if (wrong) {
            throw new PlugInException("plug-in " + plugIn.getClass().getName() + ": " + why);
        }
    }

    static Setting setting(PlugInSetting setting) {
        return switch (setting) {
            case PlugInSetting.Amount(String name, double least, double most, double preset, String meaning) ->
                    Setting.between(name, least, most, meaning).or(preset);
            case PlugInSetting.Word(String name, List<String> words, String meaning) ->
                    Setting.word(name, words, meaning);
        };
    }

    private static String example(String name, List<Setting> settings) {
        return settings.isEmpty() ? name : settings.stream()
                .map(setting -> setting.name() + ": " + setting.preset().text())
                .collect(Collectors.joining(", ", "{ " + name + ": { ", " } }"));
    }

    /** What a plan says of a plug-in: every setting, with its preset where a config leaves it out. */
    static PlugInSpec spec(PlugIn plugIn, Values values) {
        Map<String, Double> numbers = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        for (PlugInSetting setting : plugIn.settings()) {
            switch (setting) {
                case PlugInSetting.Amount amount -> numbers.put(amount.name(), values.number(amount.name()));
                case PlugInSetting.Word word -> words.put(word.name(), values.part(word.name(), String.class));
            }
        }
        return new PlugInSpec(plugIn.name(), plugIn.version(), numbers, words);
    }
}
