package io.tributary.loadtest.day;

import io.tributary.coordinator.scaling.Amounts;
import io.tributary.coordinator.scaling.ScalingLoad;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A day played against members: those that are ready share what is asked alike, work that cores do not get done waits for the next minute, and a
 * member that is added is ready after some minutes. One thread.
 */
final class PlayedDay {
    /** What a member of the chart can do: two cores and its defaults. */
    static final Amounts MEMBER = new Amounts((double) (16L << 30), 10_000, 1_024, 2, 50, 32_512, 10_000, 5_000);
    /** Of an update of 24 million values; those of most runs are smaller. */
    private static final double BYTES_OF_UPDATE = 20e6;

    private final Autoscaler autoscaler;
    private final int startMinutes;
    private final Deque<Integer> readyAt = new ArrayDeque<>();
    private int ready;
    private double waiting;

    /**
     * A minute as it was played.
     *
     * @param ready members that work
     * @param all members, also those that start
     * @param needed the fewest members that would have had a pressure of at most the target, with nothing left from before
     * @param load of each ready member
     * @param waiting core minutes that were left
     */
    record Played(int ready, int all, int needed, ScalingLoad load, double waiting) {}

    /** @param startMinutes from when a member is asked for until it works */
    PlayedDay(Autoscaler autoscaler, int members, int startMinutes) {
        this.autoscaler = autoscaler;
        this.ready = members;
        this.startMinutes = startMinutes;
    }

    /** Plays the minutes one after the other. */
    List<Played> play(List<Minute> day, double target, int most) {
        List<Played> played = new ArrayList<>();
        for (int minute = 0; minute < day.size(); minute++) {
            while (!readyAt.isEmpty() && readyAt.getFirst() <= minute) {
                readyAt.removeFirst();
                ready++;
            }
            Minute asked = day.get(minute);
            double work = asked.coreMinutes() + waiting;
            ScalingLoad load = load(asked, work, ready);
            waiting = Math.max(0, work - ready * MEMBER.ranges());
            int all = ready + readyAt.size();
            played.add(new Played(ready, all, needed(asked, target, most), load, waiting));
            scale(autoscaler.next(all, load.pressure()), all, minute);
        }
        return played;
    }

    private void scale(int wanted, int all, int minute) {
        for (int more = all; more < wanted; more++) {
            readyAt.addLast(minute + startMinutes);
        }
        if (wanted < all && readyAt.isEmpty()) {
            ready--;
        } else if (wanted < all) {
            readyAt.removeLast();
        }
    }

    private static int needed(Minute asked, double target, int most) {
        int members = 1;
        while (members < most && load(asked, asked.coreMinutes(), members).pressure() > target) {
            members++;
        }
        return members;
    }

    /** Of each of so many members. */
    static ScalingLoad load(Minute asked, double coreMinutes, int members) {
        double devices = asked.devices() / members;
        double uploads = asked.uploads() / members;
        return ScalingLoad.of(new Amounts(uploads * BYTES_OF_UPDATE, uploads, Math.min(uploads, MEMBER.receiving()),
                ScalingLoad.ofRanges(coreMinutes / members, MEMBER.ranges()), asked.runs() / members,
                Math.min(devices, MEMBER.connections()), Math.min(uploads, MEMBER.channels()),
                Math.min(devices, MEMBER.checkIns())), MEMBER);
    }
}
