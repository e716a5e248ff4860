package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code kill -9} of one of the members, mostly of the one that plays the run, which is started again at once on the same ports. */
final class MemberKills implements MembersRun.Strike {
    private static final int OTHERS_IN = 4;
    private final List<Duration> resumed = new ArrayList<>();
    private final List<Duration> taken = new ArrayList<>();
    private final Map<String, Integer> states = new TreeMap<>();

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        Members members = moment.members();
        StoredRun.State seen = moment.run().now();
        MemberProcess victim = moment.random().nextInt(OTHERS_IN) == 0
                ? members.all().get(moment.random().nextInt(members.all().size())) : members.named(seen.owner());
        victim.kill();
        long killed = System.nanoTime();
        StoredRun.State before = moment.run().now();
        victim.startAgain();
        moment.await(state -> state.isBeyond(before));
        resumed.add(Duration.ofNanos(System.nanoTime() - killed));
        boolean owner = victim.name().equals(before.owner());
        if (owner) {
            moment.await(state -> state.epoch() > before.epoch());
            taken.add(Duration.ofNanos(System.nanoTime() - killed));
        }
        states.merge(owner ? "owner" : "another", 1, Integer::sum);
        victim.awaitListening();
    }

    /** From each kill until a report was accepted or an event stored. */
    Times resumed() {
        return Times.of(resumed);
    }

    /** From each kill of the owner until another member, or the same one again, had the run. */
    Times taken() {
        return Times.of(taken);
    }

    /** Who was killed how often. */
    Map<String, Integer> victims() {
        return states;
    }
}
