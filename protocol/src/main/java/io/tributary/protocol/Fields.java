package io.tributary.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of single fields of what comes from outside. Each returns its value, or throws {@link IllegalArgumentException}
 * that names the field, says what it was and what would be right.
 */
public final class Fields {
    private static final int EXCERPT = 64;

    private Fields() {}

    /** What must be given: null is refused by name. */
    public static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " must be given, and is null");
        }
        return value;
    }

    /** The format version, which is {@link Versioned#VERSION}. */
    public static int version(int v) {
        return within("v", v, Versioned.VERSION, Versioned.VERSION);
    }

    /** An integer of {@code least..most}. */
    public static int within(String field, int value, int least, int most) {
        within(field, (long) value, least, most);
        return value;
    }

    /** An integer of {@code least..most}. */
    public static long within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be "
                    + (least == most ? String.valueOf(least) : least + ".." + most) + ", not " + value);
        }
        return value;
    }

    /** A finite number. */
    public static double finite(String field, double value) {
        return atLeast(field, value, -Double.MAX_VALUE);
    }

    /** A finite number of at least {@code least}. */
    public static double atLeast(String field, double value, double least) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(field + " must be finite"
                    + (least == -Double.MAX_VALUE ? "" : " and at least " + least) + ", not " + value);
        }
        return value;
    }

    /** A finite number above 0. */
    public static double positive(String field, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(field + " must be finite and above 0, not " + value);
        }
        return value;
    }

    /** A number of {@code least <= value < most}. */
    public static double fraction(String field, double value, double least, double most) {
        if (!(value >= least && value < most)) {
            throw new IllegalArgumentException(
                    field + " must be at least " + least + " and below " + most + ", not " + value);
        }
        return value;
    }

    /** A number from 0 to 1. */
    public static double share(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must be from 0 to 1, not " + value);
        }
        return value;
    }

    /** A word of a closed list, by its {@link WireWord#code}. */
    public static <E extends Enum<E> & WireWord> E word(String field, Class<E> words, String written) {
        List<E> all = List.of(words.getEnumConstants());
        return all.stream().filter(word -> word.code().equals(written)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + " must be one of "
                        + all.stream().map(WireWord::code).toList() + ", not '" + excerpt(written) + "'"));
    }

    /** A line of {@code least..most} characters, none of them a control character. */
    public static String line(String field, String value, int least, int most) {
        given(field, value);
        if (value.length() < least || value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " must have " + least + ".." + most
                    + " characters, none of them a control character, not '" + excerpt(value) + "'");
        }
        return value;
    }

    /** One of the values allowed. */
    public static String oneOf(String field, String value, List<String> allowed) {
        given(field, value);
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    field + " must be one of " + allowed + ", not '" + excerpt(value) + "'");
        }
        return value;
    }

    /** A list of {@code least..most} elements, copied. */
    public static <T> List<T> list(String field, List<T> value, int least, int most) {
        given(field, value);
        if (value.size() < least || value.size() > most) {
            throw new IllegalArgumentException(
                    field + " must have " + least + ".." + most + " elements, not " + value.size());
        }
        return List.copyOf(value);
    }

    /** Bytes of one length, copied. */
    public static byte[] bytes(String field, byte[] value, int length) {
        given(field, value);
        if (value.length != length) {
            throw new IllegalArgumentException(field + " must have " + length + " bytes, not " + value.length);
        }
        return value.clone();
    }

    /** The beginning of a text from outside, short enough for an error message, control characters replaced. */
    public static String excerpt(String text) {
        String start = text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
