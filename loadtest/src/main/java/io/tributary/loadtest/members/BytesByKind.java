package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Scrape;
import io.tributary.loadtest.report.Figure;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What members have sent each other so far, as their metrics tell it: contents by what they were for, and the rest of Hazelcast's. */
record BytesByKind(Map<String, Double> bytes) {
    private static final String ASKED = "tributary_members_asked_bytes_total";
    private static final String SENT = "tributary_members_sent_bytes_total";
    private static final String OTHER = "other";
    private static final double MEGA = 1e6;

    /** Of all members that run, together. */
    static BytesByKind of(Members members) throws IOException, InterruptedException {
        Map<String, Double> all = new TreeMap<>();
        for (MemberProcess member : members.all()) {
            if (member.isAlive()) {
                Scrape.of(members.address(member), ASKED).values()
                        .forEach((labels, value) -> all.merge(kind(labels), value, Double::sum));
                all.merge(OTHER, Scrape.of(members.address(member), SENT).sum(), Double::sum);
            }
        }
        return new BytesByKind(withoutContents(all));
    }

    /** What was sent counts everything but the bus, which has connections of its own. */
    static Map<String, Double> withoutContents(Map<String, Double> all) {
        Map<String, Double> apart = new TreeMap<>(all);
        double contents =
                all.entrySet().stream().filter(one -> !one.getKey().equals(OTHER) && !one.getKey().equals("bus"))
                        .mapToDouble(Map.Entry::getValue).sum();
        apart.computeIfPresent(OTHER, (_, sent) -> sent - contents);
        return apart;
    }

    /** {@code {kind="chunks"}} names chunks. */
    static String kind(String labels) {
        return labels.replaceAll("^\\{kind=\"([a-z]+)\".*\\}$", "$1");
    }

    /** Prints what came since, a round. */
    void print(BytesByKind before, int rounds, int members) {
        bytes.forEach((kind, sum) -> new Figure(kind + " between members a round on " + members,
                (sum - before.bytes.getOrDefault(kind, 0.0)) / MEGA / rounds, "MB").print());
    }
}
