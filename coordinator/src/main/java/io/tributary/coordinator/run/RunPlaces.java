package io.tributary.coordinator.run;

import io.tributary.coordinator.store.RunOwnership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which member plays which run, so that none begins more than its share. A run goes to its home, unless that has its share; then to the
 * member with the fewest: consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded
 * Loads", SODA 2018). A run that is played stays where it is, so that runs that end move no others, unless its member has a quarter more than its
 * share, or its home has none or two fewer. Every member finds the same from the same rows and members. Immutable.
 */
final class RunPlaces {
    private static final int SLACK = 4;

    private final Set<String> here = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, Integer> loads = new HashMap<>();
    private final Placement placement;
    private final String self;
    private final int most;

    /**
     * Places these runs.
     *
     * @param runs those that are played or may be, in the order in which they have their turn
     * @param self this member's id
     */
    RunPlaces(List<RunOwnership> runs, Placement placement, String self) {
        this.placement = placement;
        this.self = self;
        Set<String> members = new TreeSet<>(placement.members());
        members.add(self);
        this.most = Math.ceilDiv(runs.size(), members.size());
        members.forEach(member -> loads.put(member, 0));
        List<RunOwnership> mine = new ArrayList<>();
        for (RunOwnership run : runs) {
            if (run.leased()) {
                loads.computeIfPresent(run.owner(), (_, load) -> load + 1);
            }
            if (run.isOf(self)) {
                mine.add(run);
            }
        }
        runs.stream().filter(run -> !run.leased()).forEach(this::place);
        mine.forEach(run -> here.add(run.run()));
        leave(mine.reversed());
    }

    /** Whether this member plays a run, or is to. */
    boolean isHere(RunOwnership run) {
        return here.contains(run.run());
    }

    /** Whether this member is to hand a run over that it plays. */
    boolean isLeaving(String run) {
        return leaving.contains(run);
    }

    private int load(String member) {
        return loads.getOrDefault(member, 0);
    }

    private void place(RunOwnership run) {
        String home = placement.home(run.run());
        String member = loads.containsKey(home) && load(home) < most ? home : fewest();
        loads.merge(member, 1, Integer::sum);
        if (member.equals(self)) {
            here.add(run.run());
        }
    }

    private String fewest() {
        return loads.entrySet().stream().min(Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).orElseThrow().getKey();
    }

    /** The newest leave first: the others are nearer to their end. */
    private void leave(List<RunOwnership> newestFirst) {
        boolean tooMany = load(self) > most + most / SLACK;
        for (RunOwnership run : newestFirst) {
            String to = placement.home(run.run());
            if (isBetterAt(to)) {
                move(run, to);
            } else if (tooMany && load(self) > most) {
                move(run, fewest());
            }
        }
    }

    private boolean isBetterAt(String home) {
        return loads.containsKey(home) && !home.equals(self) && (load(home) == 0 || load(home) + 2 <= load(self));
    }

    private void move(RunOwnership run, String to) {
        loads.merge(self, -1, Integer::sum);
        loads.merge(to, 1, Integer::sum);
        leaving.add(run.run());
    }
}
