package io.tributary.protocol;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Names of classes. A name is text in Unicode's normal form C, so that the same letters are the same name wherever they were typed, and
 * no two names of a list differ in case alone: file systems that fold names would make one folder of both.
 */
public final class Labels {
    /** Most characters of a name. */
    public static final int LONGEST = 128;
    private static final int REPLACEMENT = '\uFFFD';

    private static final int NAMED = 10;

    private Labels() {}

    /** The first of many names and how many more there are, for messages. */
    public static String excerpt(List<String> names) {
        String some = names.stream().limit(NAMED).map(Fields::excerpt).collect(Collectors.joining(", "));
        return names.size() > NAMED ? some + ", and " + (names.size() - NAMED) + " more" : some;
    }

    /** The name in normal form C. */
    public static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /**
     * Passes a name that may be one.
     *
     * @throws IllegalArgumentException if it is blank, begins or ends with a blank, has more than {@value #LONGEST} characters, a control
     *         character or one that could not be read, or is not in normal form C
     */
    public static String require(String field, String name) {
        Fields.line(field, name, 1, LONGEST);
        if (isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))) {
            throw new IllegalArgumentException(field + " must not begin or end with a blank, as '" + name + "' does");
        }
        if (name.codePoints().anyMatch(Labels::isNone)) {
            throw new IllegalArgumentException(field + " '" + Fields.excerpt(name) + "' has a character that could not"
                    + " be read; the name is damaged, or was read in another encoding than UTF-8");
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException(
                    field + " must be in Unicode's normal form C, which '" + Fields.excerpt(name) + "' is not");
        }
        return name;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** What stands for a character that could not be read, and half of a pair. */
    private static boolean isNone(int character) {
        return character == REPLACEMENT
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    /**
     * Passes names that may stand together, copied.
     *
     * @throws IllegalArgumentException if there are fewer than {@code least} or more than {@code most}, one of them may not be a name, or
     *         two are the same but for case; both are named
     */
    public static List<String> require(String field, List<String> names, int least, int most) {
        List<String> copy = Fields.list(field, names, least, most);
        Map<String, String> seen = new HashMap<>();
        for (String name : copy) {
            String same = seen.putIfAbsent(folded(require(field, name)), name);
            if (same != null) {
                throw new IllegalArgumentException(field + " has '" + same + "' and '" + name + "', which are "
                        + (same.equals(name) ? "the same name" : "the same name but for case or form")
                        + "; rename one of them");
            }
        }
        return copy;
    }

    /** The same for names that differ in case or form alone. */
    public static String folded(String name) {
        return normal(normal(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    /** Where a name stands among others, by its normal form; nowhere if it does not. */
    public static OptionalInt find(List<String> names, String name) {
        int at = names.indexOf(normal(name));
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }
}
