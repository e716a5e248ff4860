package io.tributary.protocol.plugin;

import io.tributary.protocol.Fields;
import java.util.List;
import java.util.regex.Pattern;

/** What a config may set of a plug-in. A plan carries every setting, so that a preset that changes later changes no run. */
public sealed interface PlugInSetting {
    /** What names of settings look like. */
    Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    /** As a config writes it: a small letter, then letters and digits, 1..64 in all. */
    String name();

    /** What it does, in 1..200 characters. */
    String meaning();

    /**
     * A number.
     *
     * @param name as a config writes it
     * @param least smallest that is allowed, finite
     * @param most largest that is allowed, finite, at least {@code least}
     * @param preset what it is if a config leaves it out, {@code least..most}
     * @param meaning what it does
     */
    record Amount(String name, double least, double most, double preset, String meaning) implements PlugInSetting {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Amount {
            PlugInSetting.require(name, meaning);
            Fields.finite("least", least);
            Fields.atLeast("most", most, least);
            requireWithin(name, preset, least, most);
        }

        void require(double value) {
            requireWithin(name, value, least, most);
        }

        private static void requireWithin(String name, double value, double least, double most) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(
                        name + " must be a number from " + least + " to " + most + ", not " + value);
            }
        }
    }

    /**
     * One of some words.
     *
     * @param name as a config writes it
     * @param words that are allowed, 1..64 of them, each of 1..64 characters; the first is what it is if a config leaves it out
     * @param meaning what it does
     */
    record Word(String name, List<String> words, String meaning) implements PlugInSetting {
        private static final int MOST = 64;

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if an argument is out of range
         */
        public Word {
            PlugInSetting.require(name, meaning);
            words = Fields.list("words", words, 1, MOST);
            words.forEach(word -> Fields.line("words", word, 1, MOST));
        }

        void require(String word) {
            Fields.oneOf(name, word, words);
        }
    }

    private static void require(String name, String meaning) {
        Fields.given("name", name);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a setting's name must be a small letter, then letters and digits, not '"
                    + Fields.excerpt(name) + "'");
        }
        Fields.line("meaning", meaning, 1, 200);
    }
}
