package io.tributary.loadtest.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text that says something of the program: a page, the description in a pom, a package-info.
 *
 * @param file where it stands
 * @param text all of it
 */
record Page(Path file, String text) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```");
    private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(\\S.*)$");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");

    static Page of(Path file) throws IOException {
        return new Page(file, Files.readString(file));
    }

    /** What stands in backticks, code blocks left out. */
    List<String> spans() {
        return SPAN.matcher(prose()).results().map(found -> found.group(1)).distinct().toList();
    }

    /** Lines of code blocks that a shell would take; a line that ends in a backslash goes on in the next. */
    List<String> commandLines() {
        Stream<String> fenced = FENCE.matcher(joined()).results()
                .filter(block -> block.group(1).isEmpty() || block.group(1).matches("sh|bash|shell"))
                .flatMap(block -> block.group(2).lines());
        Stream<String> indented = INDENTED.matcher(prose()).results().map(line -> line.group(1));
        return Stream.of(fenced, indented, spans().stream()).flatMap(lines -> lines).map(String::strip).toList();
    }

    /** The page without its code blocks between fences. */
    String prose() {
        return FENCE.matcher(joined()).replaceAll("\n");
    }

    /** Sentences and cells of tables, each on one line. */
    List<String> sentences() {
        return Stream
                .of(prose().replaceAll("<!--.*?-->", "").replaceAll("(?m)^[ *]+", "")
                        .split("(?<=[.:;!?])\\s+|\\n\\s*\\n|\\||\\n(?=[-|#])"))
                .map(sentence -> sentence.replaceAll("\\s+", " ").strip()).filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private String joined() {
        return text.replaceAll("\\\\\\n\\s*", " ");
    }
}
