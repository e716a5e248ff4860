package io.tributary.coordinator.admission;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether what a request asks for is written in its one usual way. Every path of the API consists of plain letters, digits and marks, so
 * that nothing needs an escape: what has one, or an empty or dotted segment, could pass a proxy's rule as one path and be served as
 * another (RFC 3986, section 6).
 */
public final class RequestTarget {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9\\-._~!$&'()*+,;=:@]*)+");
    private static final Pattern QUERY =
            Pattern.compile("([A-Za-z0-9\\-._~!$&'()*+,;=:@/?|\\[\\]{}\"<>^`]|%[0-9A-Fa-f]{2})*");

    private RequestTarget() {}

    /**
     * What is wrong with a target, if anything.
     *
     * @param path as it was sent, not decoded
     * @param query as it was sent, without the question mark; empty if there is none
     */
    public static Optional<String> fault(String path, String query) {
        if (!PATH.matcher(path).matches() || path.contains("//")
                || List.of(path.split("/", -1)).stream()
                        .anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            return Optional.of("the path must be written plainly: no escapes, and no empty, '.' or '..' segments");
        }
        return QUERY.matcher(query).matches() ? Optional.empty()
                : Optional.of("the query holds a character or an escape that no query has");
    }
}
