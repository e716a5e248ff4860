package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** SIGSTOP of the member that plays the run for 4..6 s, past its lease of 3 s, then SIGCONT. */
final class MemberPauses implements MembersRun.Strike {
    private static final int PAST_THE_LEASE_MILLIS = 4_000;
    private static final int SPREAD_MILLIS = 2_000;
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    /** How a member says that a write of its own was refused, for another has the run. */
    private static final Pattern REFUSED = Pattern.compile("another coordinator took a run over|another owner has it");
    private final List<Duration> taken = new ArrayList<>();
    private int refused;
    private int grown;

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        StoredRun.State before = moment.run().now();
        MemberProcess owner = moment.members().named(before.owner());
        long said = refusals(owner);
        owner.pause();
        try {
            long begin = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(PAST_THE_LEASE_MILLIS + moment.random().nextInt(SPREAD_MILLIS));
            moment.await(state -> state.epoch() > before.epoch());
            taken.add(Duration.ofNanos(System.nanoTime() - begin));
        } finally {
            owner.resume();
        }
        StoredRun.State woken = moment.run().now();
        grown += woken.epoch() > before.epoch() && !woken.owner().equals(owner.name()) ? 1 : 0;
        refused += isRefused(owner, said) ? 1 : 0;
        moment.await(state -> state.isBeyond(before));
    }

    private static boolean isRefused(MemberProcess owner, long before) throws Exception {
        long until = System.nanoTime() + NOTICED.toNanos();
        while (refusals(owner) == before && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return refusals(owner) > before;
    }

    private static long refusals(MemberProcess member) throws IOException {
        return member.said().lines().filter(line -> REFUSED.matcher(line).find()).count();
    }

    /** From each pause until somebody else had the run, at least the length of the pause. */
    Times taken() {
        return Times.of(taken);
    }

    /** Old owners whose first write after it was refused. */
    int refused() {
        return refused;
    }

    /** Pauses during which another member took the run. */
    int grown() {
        return grown;
    }
}
