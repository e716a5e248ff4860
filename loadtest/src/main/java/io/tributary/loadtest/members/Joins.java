package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A member joins in the middle of a round, and then one leaves on SIGTERM: every other time the one that plays the run. */
final class Joins implements MembersRun.Strike {
    private final List<Duration> joined = new ArrayList<>();
    private final List<Duration> left = new ArrayList<>();
    private final Map<String, Integer> leavers = new TreeMap<>();
    private MemberProcess absent;

    /** @param absent is not there at first */
    Joins(MemberProcess absent) {
        this.absent = absent;
    }

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        StoredRun.State before = moment.run().now();
        long begin = System.nanoTime();
        absent.startAgain();
        absent.awaitListening();
        joined.add(Duration.ofNanos(System.nanoTime() - begin));
        moment.await(state -> state.isBeyond(before));
        StoredRun.State there = moment.run().now();
        MemberProcess leaver = left.size() % 2 == 0 ? moment.members().named(there.owner()) : absent;
        leavers.merge(leaver.name().equals(there.owner()) ? "owner" : "another", 1, Integer::sum);
        left.add(leaver.stop());
        absent = leaver;
    }

    /** From each start until the member listened. */
    Times joined() {
        return Times.of(joined);
    }

    /** From each SIGTERM until the process was gone. */
    Times left() {
        return Times.of(left);
    }

    /** Who left how often. */
    Map<String, Integer> leavers() {
        return leavers;
    }
}
