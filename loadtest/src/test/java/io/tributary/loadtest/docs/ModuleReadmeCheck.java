package io.tributary.loadtest.docs;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page of a module says what it is, which types to begin with, and how to run its tests. */
record ModuleReadmeCheck(Sources sources) implements PageCheck {
    @Override
    public Stream<String> falsehoods(Page page) {
        String module = page.file().toAbsolutePath().getParent().getFileName().toString();
        Stream<String> heading =
                page.text().startsWith("# " + module + "\n") ? Stream.empty() : Stream.of("begins without # " + module);
        Stream<String> tests = Pattern.compile("mvn -pl " + module + "(?:/\\S+)? -am test").matcher(page.text()).find()
                ? Stream.empty()
                : Stream.of("says not how to test: mvn -pl " + module + " -am test");
        Stream<String> entries = page.spans().stream().anyMatch(span -> span.matches("(?:[a-z]+\\.)*[A-Z]\\w+.*")
                && sources.hasType(span.replaceAll("((?:[a-z]+\\.)*[A-Z]\\w+).*", "$1"))) ? Stream.empty()
                        : Stream.of("names no entry type");
        return Stream.of(heading, tests, entries).flatMap(all -> all);
    }
}
