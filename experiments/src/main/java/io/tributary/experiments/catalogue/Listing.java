package io.tributary.experiments.catalogue;

import java.util.List;
import java.util.function.Predicate;

/**
 * A kind in words.
 *
 * @param family of which a config chooses one
 * @param name as a config writes it
 * @param summary what it does
 * @param cited who published it and when; empty if nobody did as such
 * @param paper its title and venue; empty likewise
 * @param cost in time and memory
 * @param needs when it may be used
 * @param settings its parameters
 * @param yaml how a config chooses it, with every setting
 * @param origin {@code built in}, or version and file of a plug-in
 */
public record Listing(String family, String name, String summary, String cited, String paper, String cost, String needs,
        List<Parameter> settings, String yaml, String origin) {
    /** The origin of what comes with Tributary. */
    public static final String BUILT_IN = "built in";

    /**
     * A setting in words.
     *
     * @param name as a config writes it
     * @param range what it may be
     * @param preset what holds when it is left out
     * @param meaning what it does
     */
    public record Parameter(String name, String range, String preset, String meaning) {
        static Parameter of(Setting setting) {
            return new Parameter(setting.name(), setting.domain().text(), setting.preset().text(), setting.meaning());
        }

        /** {@code trim = 0.2}, or the name alone if it must be given. */
        public String brief() {
            return preset.equals(new Preset.Required().text()) ? name : name + " = " + preset;
        }
    }

    /** Copies the list. */
    public Listing {
        settings = List.copyOf(settings);
    }

    /** Those kinds of all families, in the order in which they are shown. */
    public static List<Listing> of(Predicate<Kind<?>> wanted) {
        return Catalogue.families().stream().flatMap(family -> of(family, wanted).stream()).toList();
    }

    private static <T> List<Listing> of(Family<T> family, Predicate<Kind<?>> wanted) {
        return family.kinds().stream().filter(wanted).map(kind -> new Listing(family.title(), kind.name(),
                kind.summary(), kind.paper().map(Paper::authors).orElse(""),
                kind.paper().map(paper -> paper.title() + ", " + paper.venue()).orElse(""), kind.cost(), kind.needs(),
                kind.settings().stream().map(Parameter::of).toList(), family.yaml(kind),
                kind.origin().orElse(BUILT_IN)))
                .toList();
    }
}
