package io.tributary.coordinator.round;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who of a cohort has answered. Immutable.
 *
 * @param cohort ids of the devices asked, sorted, unique
 * @param reported those whose update counts
 * @param declined those who will not report; never also in {@code reported}
 */
public record Tally(List<String> cohort, Set<String> reported, Set<String> declined) {
    /** Copies its arguments. */
    public Tally {
        cohort = List.copyOf(cohort);
        reported = Set.copyOf(reported);
        declined = Set.copyOf(declined);
    }

    /** A cohort that nobody has answered for yet. */
    public static Tally of(List<String> cohort) {
        return new Tally(cohort, Set.of(), Set.of());
    }

    /** Counts a report; a report outweighs an earlier refusal. Strangers and repeats change nothing. */
    public Tally report(String device) {
        return cohort.contains(device) ? new Tally(cohort, with(reported, device), without(declined, device)) : this;
    }

    /** Counts a refusal, unless the device has reported. Strangers and repeats change nothing. */
    public Tally decline(String device) {
        return cohort.contains(device) && !reported.contains(device)
                ? new Tally(cohort, reported, with(declined, device))
                : this;
    }

    /** Whether a device was asked and has not answered. */
    public boolean awaits(String device) {
        return cohort.contains(device) && !reported.contains(device) && !declined.contains(device);
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

    private static Set<String> without(Set<String> devices, String device) {
        Set<String> fewer = new TreeSet<>(devices);
        fewer.remove(device);
        return fewer;
    }
}
