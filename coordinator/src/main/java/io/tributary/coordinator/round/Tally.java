package io.tributary.coordinator.round;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who of a cohort has answered. Immutable.
 *
 * @param cohort ids of the devices asked, sorted, unique
 * @param reported those whose update counts
 * @param declined the word of their reason, for each of those who will not report; never also in {@code reported}
 * @param examples what the first device of each reason said
 */
public record Tally(List<String> cohort, Set<String> reported, Map<String, String> declined,
        Map<String, String> examples) {
    /** The word of a refusal that names no reason. */
    public static final String UNSAID = "no reason given";
    private static final int LONGEST_EXAMPLE = 300;

    /** Copies its arguments. */
    public Tally {
        cohort = List.copyOf(cohort);
        reported = Set.copyOf(reported);
        declined = Map.copyOf(declined);
        examples = Map.copyOf(examples);
    }

    /** A cohort that nobody has answered for yet. */
    public static Tally of(List<String> cohort) {
        return new Tally(cohort, Set.of(), Map.of(), Map.of());
    }

    /** Counts a report; a report outweighs an earlier refusal. Strangers and repeats change nothing. */
    public Tally report(String device) {
        return cohort.contains(device)
                ? new Tally(cohort, with(reported, device), without(declined, device), examples)
                : this;
    }

    /** Counts a refusal, unless the device has reported. Strangers and repeats change nothing. */
    public Tally decline(String device, String word, String why) {
        if (!cohort.contains(device) || reported.contains(device) || declined.containsKey(device)) {
            return this;
        }
        Map<String, String> said = new TreeMap<>(examples);
        said.putIfAbsent(word, why.substring(0, Math.min(LONGEST_EXAMPLE, why.length())));
        Map<String, String> more = new TreeMap<>(declined);
        more.put(device, word);
        return new Tally(cohort, reported, more, said);
    }

    /** How many declined for which reason, and what the first of each said: the most frequent first; empty if nobody did. */
    public String refusals() {
        Map<String, Long> counts = declined.values().stream()
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(count -> count.getValue() + " declined, " + count.getKey() + " ("
                        + examples.getOrDefault(count.getKey(), "") + ")")
                .collect(Collectors.joining("; "));
    }

    /** Whether a device was asked and has not answered. */
    public boolean awaits(String device) {
        return cohort.contains(device) && !reported.contains(device) && !declined.containsKey(device);
    }

    /**
     * Whether no further report is worth waiting for: the goal, or everyone who did not decline, has reported, or too many
     * declined for {@code least} to be reached.
     */
    public boolean complete(int goal, int least) {
        int possible = cohort.size() - declined.size();
        return reported.size() >= Math.min(goal, possible) || possible < least;
    }

    private static Set<String> with(Set<String> devices, String device) {
        Set<String> more = new TreeSet<>(devices);
        more.add(device);
        return more;
    }

    private static Map<String, String> without(Map<String, String> devices, String device) {
        Map<String, String> fewer = new TreeMap<>(devices);
        fewer.remove(device);
        return fewer;
    }
}
