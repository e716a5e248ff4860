package io.tributary.loadtest.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that a page links to must be there, and so must the headings. */
final class LinksCheck implements PageCheck {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Override
    public Stream<String> falsehoods(Page page) {
        return LINK.matcher(page.prose()).results().map(found -> found.group(1)).distinct()
                .filter(link -> !link.contains("://") && !resolves(page, link)).map(link -> "links to " + link);
    }

    private static boolean resolves(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        if (!parts[0].isEmpty() && !Files.exists(target)) {
            return false;
        }
        try {
            return parts.length == 1
                    || anchors(parts[0].isEmpty() ? page.text() : Files.readString(target)).contains(parts[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the hosts of such pages make them of headings. */
    private static Set<String> anchors(String text) {
        return HEADING.matcher(text).results().map(found -> found.group(1).strip().toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).collect(Collectors.toSet());
    }
}
