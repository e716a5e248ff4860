package io.tributary.experiments.catalogue;

/** What holds when a setting is left out. */
public sealed interface Preset {
    /** For a table. */
    String text();

    /** It may not be left out. */
    record Required() implements Preset {
        @Override
        public String text() {
            return "required";
        }
    }

    /**
     * A value.
     *
     * @param value of the setting's type
     * @param text as a config would write it
     */
    record Is(Object value, String text) implements Preset {}

    /**
     * What the experiment or the round makes of it.
     *
     * @param text in words
     */
    record Follows(String text) implements Preset {}
}
