package io.tributary.experiments.yaml;

import io.tributary.experiments.catalogue.Domain;
import io.tributary.experiments.yaml.Node.Kind;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms that values of a configuration take. */
public final class Forms {
    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]{0,18})");
    private static final Pattern DECIMAL = Pattern
            .compile("[+-]?((0|[1-9][0-9]{0,39})(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,6})([KMG]iB)");
    private static final Duration DAY = Duration.ofDays(1);

    private Forms() {}

    public static Form<Integer> whole(int low, int high) {
        return Form.of("a whole number " + low + ".." + high, low,
                node -> wholeNumber(node).filter(n -> n >= low && n <= high).map(Long::intValue));
    }

    public static Form<Long> wholeLong() {
        return Form.of("a whole number of 64 bits", 0L, Forms::wholeNumber);
    }

    /** A number with {@code low < number <= high}. */
    public static Form<Double> above(double low, double high) {
        return decimal("a number above " + plain(low) + " and at most " + plain(high), high,
                n -> n > low && n <= high);
    }

    /** A number with {@code low <= number < high}. */
    public static Form<Double> below(double low, double high) {
        return decimal("a number from " + plain(low) + " to below " + plain(high), low, n -> n >= low && n < high);
    }

    /** A number with {@code low <= number <= high}. */
    public static Form<Double> within(double low, double high) {
        return decimal("a number " + plain(low) + ".." + plain(high), low, n -> n >= low && n <= high);
    }

    /** Exactly these two words: yes, on and their like mean different things to different readers of YAML. */
    public static Form<Boolean> truth() {
        return Form.of("true or false", false, node -> scalar(node, Kind.TRUTH)
                .filter(text -> text.equals("true") || text.equals("false")).map(Boolean::valueOf));
    }

    public static Form<String> oneOf(List<String> words) {
        return new Form<>(words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words), words,
                words.getFirst(), node -> anyScalar(node).filter(words::contains));
    }

    public static Form<String> text(String expected, Pattern pattern, String standIn) {
        return Form.of(expected, standIn,
                node -> scalar(node, Kind.TEXT, Kind.WHOLE).filter(text -> pattern.matcher(text).matches()));
    }

    public static Form<Path> path() {
        return Form.of("a path", Path.of(""), node -> scalar(node, Kind.TEXT).filter(text -> !text.isBlank())
                .flatMap(Forms::toPath));
    }

    /** Seconds. */
    public static Form<Integer> duration() {
        return Form.of("a duration from 1s to 24h, such as 60s or 5m", 1,
                node -> scalar(node, Kind.TEXT).flatMap(DurationText::parse).filter(time -> time.compareTo(DAY) <= 0)
                        .map(time -> Math.toIntExact(time.toSeconds())));
    }

    /** As long as certificates live. */
    public static Form<Duration> days(int most) {
        return Form.of("a duration from 1s to " + most + "d, such as 90d or 12h", DAY,
                node -> scalar(node, Kind.TEXT).flatMap(DurationText::parse)
                        .filter(time -> time.compareTo(Duration.ofDays(most)) <= 0));
    }

    /** An absolute address. */
    public static Form<URI> address(String expected, Set<String> schemes) {
        return Form.of(expected, URI.create("https://localhost"),
                node -> scalar(node, Kind.TEXT).flatMap(Forms::toAddress)
                        .filter(address -> schemes.contains(String.valueOf(address.getScheme())))
                        .filter(address -> address.getHost() != null || "file".equals(address.getScheme())));
    }

    /** Bytes, 1..most. */
    public static Form<Long> bytes(long most) {
        return Form.of("a size of at most " + (most >> 30) + "GiB, such as 512MiB or 2GiB", 1L,
                node -> scalar(node, Kind.TEXT).flatMap(Forms::toBytes).filter(bytes -> bytes <= most));
    }

    public static <T> Form<List<T>> list(Form<T> item, int least, int most) {
        return Form.of("a list of " + (least == most ? least : least + " to " + most) + " items, each "
                + item.expected(), Collections.nCopies(Math.max(1, least), item.standIn()),
                node -> items(node, item).filter(all -> all.size() >= least && all.size() <= most)).ofItems(item);
    }

    /** One value for all items of a list, or the list itself. */
    public static <T> Form<List<T>> same(String expected, Form<T> item, int count) {
        Form<List<T>> list = list(item, count, count);
        return Form.of(expected, list.standIn(),
                node -> item.parse().apply(node).map(one -> Collections.nCopies(count, one))
                        .or(() -> list.parse().apply(node)))
                .ofItems(item);
    }

    private static <T> Optional<List<T>> items(Node node, Form<T> form) {
        if (!(node instanceof Sequence sequence)) {
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        sequence.items().forEach(item -> form.parse().apply(item).ifPresent(values::add));
        return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
    }

    private static Form<Double> decimal(String expected, double standIn, Predicate<Double> legal) {
        // YAML 1.1 takes 1e-3 for a text, because it has no point; people do not.
        Function<Node, Optional<Double>> parse = node -> scalar(node, Kind.WHOLE, Kind.DECIMAL, Kind.TEXT)
                .filter(text -> DECIMAL.matcher(text).matches()).map(Double::valueOf).filter(Double::isFinite);
        return Form.of(expected, standIn, parse.andThen(number -> number.filter(legal)));
    }

    private static Optional<Long> wholeNumber(Node node) {
        return scalar(node, Kind.WHOLE).filter(text -> WHOLE.matcher(text).matches()).flatMap(Forms::toLong);
    }

    private static Optional<Long> toLong(String digits) {
        BigDecimal exact = new BigDecimal(digits);
        long value = exact.longValue();
        return exact.compareTo(BigDecimal.valueOf(value)) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static Optional<URI> toAddress(String text) {
        try {
            return Optional.of(new URI(text)).filter(URI::isAbsolute);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> toBytes(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int shift = switch (parts.group(2)) {
            case "GiB" -> 30;
            case "MiB" -> 20;
            case "KiB" -> 10;
            case String other -> throw new IllegalStateException("no unit of size is called " + other);
        };
        return Optional.of(Long.parseLong(parts.group(1)) << shift);
    }

    private static Optional<Path> toPath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> anyScalar(Node node) {
        return node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    private static Optional<String> scalar(Node node, Kind... kinds) {
        return node instanceof Scalar scalar && List.of(kinds).contains(scalar.kind()) ? Optional.of(scalar.text())
                : Optional.empty();
    }

    public static String plain(double number) {
        return Domain.plain(number);
    }
}
