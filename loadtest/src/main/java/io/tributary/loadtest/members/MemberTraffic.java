package io.tributary.loadtest.members;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What members have sent one another so far, as the kernel counts it on the connections that are open ({@code ss} of iproute2). */
final class MemberTraffic {
    private static final Pattern SENT = Pattern.compile("\\bbytes_sent:(\\d+)");

    private MemberTraffic() {}

    /** Bytes sent over connections to or from these ports; empty where there is no {@code ss}. */
    static OptionalLong bytes(List<Integer> ports) throws IOException, InterruptedException {
        String filter = ports.stream().map(port -> "sport = :" + port + " or dport = :" + port)
                .collect(Collectors.joining(" or ", "( ", " )"));
        Process process;
        try {
            process = new ProcessBuilder("ss", "-tinH", "state", "established", filter)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException _) {
            return OptionalLong.empty(); // not installed: the benchmark says so
        }
        try (InputStream said = process.getInputStream()) {
            String table = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? OptionalLong.of(sum(table)) : OptionalLong.empty();
        }
    }

    /** The bytes that a table of {@code ss -ti} says were sent. */
    static long sum(String table) {
        return SENT.matcher(table).results().map(MatchResult::group).map(word -> word.substring(word.indexOf(':') + 1))
                .mapToLong(Long::parseLong).sum();
    }
}
