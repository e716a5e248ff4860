package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file says, such as {@code {class}_{owner}_{take}.wav}. {@code {class}} may have folders in it, the others and {@code *}
 * may not.
 *
 * @param text as it is written
 */
public record NamePattern(String text) {
    private static final Pattern PARTS = Pattern.compile("\\{(class|owner|take)}|\\*|[^{}*]+");
    private static final int LONGEST = 256;

    /**
     * What a name says.
     *
     * @param label the name of the class
     * @param owner whose it is; empty if the pattern does not say
     * @param take which one of its kind; empty if the pattern does not say
     */
    public record Said(String label, Optional<String> owner, Optional<String> take) {}

    /** A pattern that has {@code {class}} once, and the others at most once. */
    static Form<NamePattern> form() {
        return Form.of("a name of a file with {class} in it, and perhaps {owner}, {take} and *, such as"
                + " '{class}_{owner}.wav'", new NamePattern("{class}"),
                node -> node instanceof Node.Scalar
                        ? Forms.text("", Pattern.compile("[^\\p{Cntrl}]{1,256}"), "").parse()
                                .apply(node).filter(NamePattern::sound).map(NamePattern::new)
                        : Optional.empty());
    }

    private static boolean sound(String text) {
        Matcher parts = PARTS.matcher(text);
        int end = 0;
        while (parts.lookingAt()) {
            end = parts.end();
            parts.region(end, text.length());
        }
        return end == text.length() && end <= LONGEST && text.split("\\{class}", -1).length == 2
                && text.split("\\{owner}", -1).length <= 2 && text.split("\\{take}", -1).length <= 2;
    }

    /** As a config writes it. */
    @Override
    public String toString() {
        return text;
    }

    /** Whether it says whose a file is. */
    public boolean owned() {
        return text.contains("{owner}");
    }

    /** Whether it tells files of one kind apart. */
    public boolean taken() {
        return text.contains("{take}");
    }

    /** How many folders deep it looks, 0 for the files of one folder. */
    public int depth() {
        return (int) text.chars().filter(c -> c == '/').count();
    }

    /**
     * Reads a name.
     *
     * @param name of a file, with the folders it lies in and {@code /} between them
     * @return nothing if the pattern does not fit
     */
    public Optional<Said> read(String name) {
        Matcher parts = PARTS.matcher(text);
        StringBuilder regex = new StringBuilder();
        while (parts.find()) {
            regex.append(switch (parts.group()) {
                case "{class}" -> "(?<class>.+?)";
                case "{owner}" -> "(?<owner>[^/]+?)";
                case "{take}" -> "(?<take>[^/]+?)";
                case "*" -> "[^/]*?";
                default -> Pattern.quote(parts.group());
            });
        }
        Matcher matcher = Pattern.compile(regex.toString()).matcher(name);
        return name.length() <= 4 * LONGEST && matcher.matches()
                ? Optional.of(new Said(matcher.group("class"), owned() ? Optional.of(matcher.group("owner"))
                        : Optional.empty(), taken() ? Optional.of(matcher.group("take")) : Optional.empty()))
                : Optional.empty();
    }
}
