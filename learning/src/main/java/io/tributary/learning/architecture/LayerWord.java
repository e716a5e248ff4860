package io.tributary.learning.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer as it is written, {@code conv(32, 3)}.
 *
 * @param name letters
 * @param arguments what stands between the brackets, without blanks; empty if there are none
 */
record LayerWord(String name, List<String> arguments) {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z]{1,32})(?:\\(([a-z0-9., ]{1,64})\\))?");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static LayerWord read(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("is no layer: a name, with sizes in brackets where it has any");
        }
        String inner = parts.group(2);
        return new LayerWord(parts.group(1), inner == null ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toList());
    }

    /**
     * An argument that is a whole number.
     *
     * @throws IllegalArgumentException if it is none of {@code least..most}
     */
    int whole(int index, String what, int least, int most) {
        String text = arguments.get(index);
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(what + " must be a whole number " + least + ".." + most + ", not '"
                    + text + "'");
        }
        return Integer.parseInt(text);
    }

    /**
     * An argument that is a part of 1, ends left out.
     *
     * @throws IllegalArgumentException if it is none
     */
    double part(int index, String what) {
        String text = arguments.get(index);
        double value = text.matches("0?\\.[0-9]{1,9}") ? Double.parseDouble(text) : 0;
        if (value == 0) {
            throw new IllegalArgumentException(what + " must be a number above 0 and below 1, not '" + text + "'");
        }
        return value;
    }

    /** As it is written in a plan: with one blank after a comma, and no other. */
    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }
}
