package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} of all members and of the database's server, which are started again at once. */
final class AllKills implements MembersRun.Strike {
    private final List<Duration> back = new ArrayList<>();

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        Members members = moment.members();
        StoredRun.State before = moment.run().now();
        long begin = System.nanoTime();
        for (MemberProcess member : members.all()) {
            member.kill();
        }
        members.stores().postgres().kill();
        members.stores().postgres().start();
        for (MemberProcess member : members.all()) {
            member.startAgain();
        }
        // What was under way at the kill may have been stored meanwhile: only another owner says that somebody plays on.
        moment.await(state -> state.epoch() > before.epoch());
        StoredRun.State taken = moment.run().now();
        moment.await(state -> state.isBeyond(taken));
        back.add(Duration.ofNanos(System.nanoTime() - begin));
        for (MemberProcess member : members.all()) {
            member.awaitListening();
        }
    }

    /** From each kill until another owner stored a report or an event. */
    Times back() {
        return Times.of(back);
    }
}
