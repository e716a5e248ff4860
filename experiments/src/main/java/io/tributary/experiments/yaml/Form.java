package io.tributary.experiments.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a value must look like.
 *
 * @param expected for messages, as in "a whole number 1..256"
 * @param choices the allowed words, if it is one of few; else empty
 * @param standIn a legal value, to read on with after a mistake was noted
 * @param parse the value; none if the node is no such thing
 * @param item what each item must look like, if the value may be a list; else null
 * @param <T> the Java type
 */
public record Form<T>(String expected, List<String> choices, T standIn, Function<Node, Optional<T>> parse,
        @Nullable Form<?> item) {
    public Form {
        choices = List.copyOf(choices);
    }

    public Form(String expected, List<String> choices, T standIn, Function<Node, Optional<T>> parse) {
        this(expected, choices, standIn, parse, null);
    }

    public static <T> Form<T> of(String expected, T standIn, Function<Node, Optional<T>> parse) {
        return new Form<>(expected, List.of(), standIn, parse);
    }

    /** The same for a value that may be a list, whose bad item is named. */
    Form<T> ofItems(Form<?> item) {
        return new Form<>(expected, choices, standIn, parse, item);
    }

    /** The place in a list of the first item that does not parse; none if the node is no list, or all of its items do. */
    Optional<Integer> badItem(Node found) {
        if (item == null || !(found instanceof Node.Sequence sequence)) {
            return Optional.empty();
        }
        List<Node> items = sequence.items();
        return IntStream.range(0, items.size()).filter(at -> item.parse().apply(items.get(at)).isEmpty()).boxed()
                .findFirst();
    }

    /** What is wrong with a node that does not parse. */
    String complaint(Node found) {
        String hint = found instanceof Node.Scalar scalar ? Nearest.hint(scalar.text(), choices) : "";
        return "expected " + expected + ", found " + found.describe() + hint;
    }
}
