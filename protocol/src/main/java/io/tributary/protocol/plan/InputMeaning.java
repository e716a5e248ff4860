package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Labels;
import io.tributary.protocol.WireWord;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the values of an input mean. Numbers of one meaning are of no use to a model that was trained on another. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = InputMeaning.Image.class, name = "image"),
    @JsonSubTypes.Type(value = InputMeaning.Sound.class, name = "sound"),
    @JsonSubTypes.Type(value = InputMeaning.Table.class, name = "table"),
    @JsonSubTypes.Type(value = InputMeaning.Text.class, name = "text"),
    @JsonSubTypes.Type(value = InputMeaning.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = InputMeaning.FromSource.class, name = "source"),
    @JsonSubTypes.Type(value = InputMeaning.Untold.class, name = "untold")})
public sealed interface InputMeaning {
    /** Its name on the wire and in messages. */
    default String kind() {
        return Kinds.of(InputMeaning.class, this);
    }

    /** What it is, in a few words for messages, such as {@code rgb image of 0.0..1.0}. */
    String words();

    /** Whether a model whose input means this may be given data of a meaning: the same one. */
    default boolean takes(InputMeaning data) {
        return equals(data);
    }

    /**
     * Whether a shape may have this meaning.
     *
     * @throws IllegalArgumentException if it may not
     */
    default void requireFits(List<Integer> shape) {}

    /**
     * Pixels, height by width by channels.
     *
     * @param colours grey or colour
     * @param low value of what is darkest
     * @param high value of what is brightest, above {@code low}
     */
    record Image(Colours colours, double low, double high) implements InputMeaning {
        /** The channels of a pixel, in order. */
        public enum Colours implements WireWord {
            /** One channel. */
            GREY,
            /** Red, green, blue. */
            RGB;

            /** How many channels. */
            public int channels() {
                return this == GREY ? 1 : 3;
            }
        }

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a bound is not finite, or {@code high} not above {@code low}
         */
        public Image {
            Fields.finite("low", low);
            if (!(Fields.finite("high", high) > low)) {
                throw new IllegalArgumentException("high must be above low, not " + high + " with low " + low);
            }
        }

        /** What this library decodes: 0..1, grey or colour by the number of channels. */
        public static Image unit(int channels) {
            return new Image(channels == 1 ? Colours.GREY : Colours.RGB, 0, 1);
        }

        @Override
        public String words() {
            return colours.code() + " image of " + low + ".." + high;
        }

        @Override
        public void requireFits(List<Integer> shape) {
            if (shape.size() != 3 || shape.get(2) != colours.channels()) {
                throw new IllegalArgumentException("an input that is a " + words() + " has the shape [height, width, "
                        + colours.channels() + "], not " + shape);
            }
        }
    }

    /**
     * Samples of sound, or what was computed from them.
     *
     * @param sampleRate samples a second, 1..1_000_000
     */
    record Sound(int sampleRate) implements InputMeaning {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Sound {
            Fields.within("sampleRate", sampleRate, 1, 1_000_000);
        }

        @Override
        public String words() {
            return "sound of " + sampleRate + " samples a second";
        }
    }

    /**
     * A row of a table.
     *
     * @param columns their names, 1..4096, in the order of the values; as class names are
     */
    record Table(List<String> columns) implements InputMeaning {
        private static final int MOST = 4096;

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there are too many, or two have one name
         */
        public Table {
            columns = Labels.require("columns", columns, 1, MOST);
        }

        @Override
        public String words() {
            return "table row of " + columns.size() + " columns, " + Labels.excerpt(columns);
        }

        /** Where the columns of other data begin to differ, as the end of a sentence; empty if they do not, or one has more. */
        String difference(Table data) {
            for (int column = 0; column < Math.min(columns.size(), data.columns.size()); column++) {
                if (!columns.get(column).equals(data.columns.get(column))) {
                    return "; column " + (column + 1) + " is '" + Fields.excerpt(columns.get(column))
                            + "' for the model and '"
                            + Fields.excerpt(data.columns.get(column)) + "' in the data";
                }
            }
            return "";
        }

        @Override
        public void requireFits(List<Integer> shape) {
            if (!shape.equals(List.of(columns.size()))) {
                throw new IllegalArgumentException(
                        "an input of " + columns.size() + " columns has the shape [" + columns.size() + "], not "
                                + shape);
            }
        }
    }

    /**
     * Words of a text, each in the bucket of its hash.
     *
     * @param reader how words are found, hashed and counted, by name and version, 1..64 characters; what reads otherwise has another
     * @param buckets 2..2^16, one value each
     * @param pairs whether two words that follow each other have a bucket as well
     */
    record Text(String reader, int buckets, boolean pairs) implements InputMeaning {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException naming what is out of range
         */
        public Text {
            Fields.line("reader", reader, 1, 64);
            Fields.within("buckets", buckets, 2, 1 << 16);
        }

        @Override
        public String words() {
            return "text as " + buckets + " buckets of words" + (pairs ? " and pairs" : "") + " ("
                    + Fields.excerpt(reader) + ")";
        }

        @Override
        public void requireFits(List<Integer> shape) {
            if (!shape.equals(List.of(buckets))) {
                throw new IllegalArgumentException("an input of " + buckets + " buckets has the shape [" + buckets
                        + "], not " + shape);
            }
        }
    }

    /**
     * Numbers of an array that are no pictures.
     *
     * @param values what they were and became
     */
    record Numbers(Values values) implements InputMeaning {
        /** Numbers before they are values. */
        public enum Values implements WireWord {
            /** Unsigned bytes, k / 255. */
            BYTES,
            /** Whole numbers, as they are. */
            WHOLE,
            /** Real numbers, as they are. */
            REAL
        }

        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is null
         */
        public Numbers {
            Fields.given("values", values);
        }

        @Override
        public String words() {
            return values == Values.BYTES ? "numbers that were bytes, k/255" : values.code() + " numbers as they are";
        }
    }

    /**
     * What a data source of somebody's own makes, which alone says more of it: the same source with the same settings, and nothing else.
     *
     * @param source name, version and settings of the plug-in
     */
    record FromSource(PlugInSpec source) implements InputMeaning {
        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is null
         */
        public FromSource {
            Fields.given("source", source);
        }

        @Override
        public String words() {
            return "what the data source " + source.label() + " makes" + settings();
        }

        private String settings() {
            Map<String, Object> all = new TreeMap<>(source.numbers());
            all.putAll(source.words());
            return all.isEmpty() ? "" : " with " + all;
        }
    }

    /** Nothing is told, since the devices' own code knows. Texts and numbers are taken, as plans told nothing of them before they had kinds of their own. */
    record Untold() implements InputMeaning {
        @Override
        public boolean takes(InputMeaning data) {
            return data instanceof Untold || data instanceof Text || data instanceof Numbers;
        }

        @Override
        public String words() {
            return "input that the plan says nothing of";
        }
    }
}
