package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One member, mostly the one that plays the run, is cut off from the two others and from the stores; devices still reach it. */
final class Partitions implements MembersRun.Strike {
    private static final int OTHERS_IN = 4;
    private static final long POLL_MILLIS = 100;
    private final NamespaceNetwork network;
    private final Duration length;
    private final List<Duration> wentOn = new ArrayList<>();
    private int minorityCommits;
    private int owners;

    Partitions(NamespaceNetwork network, Duration length) {
        this.network = network;
        this.length = length;
    }

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        List<MemberProcess> all = moment.members().all();
        int owner = all.indexOf(moment.members().named(moment.run().now().owner()));
        int cut = moment.random().nextInt(OTHERS_IN) == 0 ? moment.random().nextInt(all.size()) : owner;
        network.cut(cut + 1);
        try {
            StoredRun.State before = moment.run().now();
            boolean played = before.owner().equals(all.get(cut).name());
            owners += played ? 1 : 0;
            long begin = System.nanoTime();
            moment.await(state -> (!played || state.epoch() > before.epoch()) && state.isBeyond(before));
            wentOn.add(Duration.ofNanos(System.nanoTime() - begin));
            watch(moment.run(), all.get(cut).name(), begin);
        } finally {
            network.heal(cut + 1);
        }
    }

    /** Whoever is cut off must not get the run while it is. */
    private void watch(StoredRun run, String minority, long begin) throws Exception {
        boolean got = false;
        while (System.nanoTime() - begin < length.toNanos()) {
            got |= run.now().owner().equals(minority);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        minorityCommits += got ? 1 : 0;
    }

    /** From each cut until one of the majority had the run and stored something. */
    Times wentOn() {
        return Times.of(wentOn);
    }

    /** Partitions in which the member that was cut off had the run once the others had gone on. */
    int minorityCommits() {
        return minorityCommits;
    }

    /** How often it was the owner that was cut off. */
    int owners() {
        return owners;
    }
}
