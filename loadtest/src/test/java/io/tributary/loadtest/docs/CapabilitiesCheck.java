package io.tributary.loadtest.docs;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is planned must not be told as if it were there. A capability that is built leaves this list with its issue. Decision records
 * are left alone: they say what will be done, too.
 */
final class CapabilitiesCheck implements PageCheck {
    private static final List<Pattern> PLANNED = Stream.of("cloud serving", "high(?:ly)? availab", "secure aggregation",
            "differential privacy", "privacy accounting", "privacy noise", "canary", "witness(?:es)? cosign",
            "dashboard",
            "edge aggregator").map(Pattern::compile)
            .map(words -> Pattern.compile(words.pattern(), Pattern.CASE_INSENSITIVE)).toList();
    /** A sentence with one of these says that it is not there. */
    private static final Pattern MARKED =
            Pattern.compile("\\b(?:planned|not|no|yet|without|until|would|comes? with|off)\\b");
    /**
     * The catalogue states what a rule or codec needs of rounds, those with secure aggregation included, so that a config
     * written today stays right; ConfigFile refuses to switch it on.
     */
    private static final List<String> CONDITIONS = List.of("with secure aggregation, a range",
            "range at most update.bound; with secure aggregation, a range");

    @Override
    public Stream<String> falsehoods(Page page) {
        if (page.file().toString().contains("/decisions/")) {
            return Stream.empty();
        }
        return page.sentences().stream().filter(sentence -> !sentence.startsWith("# "))
                .filter(sentence -> !CONDITIONS.contains(sentence))
                .filter(sentence -> !MARKED.matcher(sentence.toLowerCase(Locale.ROOT)).find())
                .flatMap(sentence -> PLANNED.stream().filter(words -> words.matcher(sentence).find())
                        .map(words -> "tells as done what is planned: " + sentence));
    }
}
