package io.tributary.experiments.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value must look like.
 *
 * @param expected for messages, as in "a whole number 1..256"
 * @param choices the allowed words, if it is one of few; else empty
 * @param standIn a legal value, to read on with after a mistake was noted
 * @param parse the value; none if the node is no such thing
 * @param <T> the Java type
 */
public record Form<T>(String expected, List<String> choices, T standIn, Function<Node, Optional<T>> parse) {
    public Form {
        choices = List.copyOf(choices);
    }

    public static <T> Form<T> of(String expected, T standIn, Function<Node, Optional<T>> parse) {
        return new Form<>(expected, List.of(), standIn, parse);
    }

    /** What is wrong with a node that does not parse. */
    String complaint(Node found) {
        String hint = found instanceof Node.Scalar scalar ? Nearest.hint(scalar.text(), choices) : "";
        return "expected " + expected + ", found " + found.describe() + hint;
    }
}
