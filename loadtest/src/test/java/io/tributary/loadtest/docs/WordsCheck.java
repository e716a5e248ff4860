package io.tributary.loadtest.docs;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Pages use the words of the field. These were names of our own; what they meant has another name now. */
final class WordsCheck implements PageCheck {
    private static final Pattern OWN =
            Pattern.compile(
                    "(?i)\\b(?:the door|shelf|shelves|setbacks?|deeds?|the shell|against drift|the weather|the books)\\b");

    @Override
    public Stream<String> falsehoods(Page page) {
        return OWN.matcher(page.prose().replaceAll("<!--.*?-->", "")).results().map(found -> "says " + found.group())
                .distinct();
    }
}
