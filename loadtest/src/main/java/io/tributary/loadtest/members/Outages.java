package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Probe;
import io.tributary.loadtest.fault.Times;
import io.tributary.localcluster.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What members share stops for some time: the database's server, or the object store. */
final class Outages implements MembersRun.Strike {
    private static final String READY = "/readyz";
    private static final int OK = 200;
    private static final long POLL_MILLIS = 100;
    private static final Duration LATEST = Duration.ofSeconds(10);
    private final Function<Members, Part> part;
    private final Duration length;
    private final List<Duration> unhealthy = new ArrayList<>();
    private final List<Duration> healthy = new ArrayList<>();
    private final List<Duration> resumed = new ArrayList<>();
    private int receipts;

    Outages(Function<Members, Part> part, Duration length) {
        this.part = part;
        this.length = length;
    }

    @Override
    public void strike(MembersRun.Moment moment) throws Exception {
        Members members = moment.members();
        part.apply(members).stop();
        long begin = System.nanoTime();
        int before = moment.fleet().ledger().receipts().size();
        unhealthy.addAll(untilAll(members, begin, false, length));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, length.toNanos() - (System.nanoTime() - begin)));
        receipts += moment.fleet().ledger().receipts().size() - before;
        part.apply(members).start();
        long end = System.nanoTime();
        StoredRun.State[] then = new StoredRun.State[1];
        moment.await(state -> (then[0] = state) != null);
        moment.await(state -> state.isBeyond(then[0]));
        resumed.add(Duration.ofNanos(System.nanoTime() - end));
        healthy.addAll(untilAll(members, end, true, MembersRun.PATIENCE));
    }

    /** All are asked at the same time: an answer takes as long as a member waits for its stores. */
    private static List<Duration> untilAll(Members members, long begin, boolean ready, Duration patience)
            throws Exception {
        List<Callable<Duration>> questions = members.all().stream()
                .<Callable<Duration>>map(member -> () -> until(member, begin, ready, patience)).toList();
        List<Duration> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Duration> answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static Duration until(MemberProcess member, long begin, boolean ready, Duration patience)
            throws InterruptedException {
        try (Probe probe = new Probe(member.uri(), LATEST)) {
            while ((probe.get(READY) == OK) != ready && System.nanoTime() - begin < patience.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** From the stop until each member said that it is not ready. */
    Times unhealthy() {
        return Times.of(unhealthy);
    }

    /** From the start until each member said that it is ready. */
    Times healthy() {
        return Times.of(healthy);
    }

    /** From the start until a report or an event was stored. */
    Times resumed() {
        return Times.of(resumed);
    }

    /** Receipts that devices got meanwhile. */
    int receipts() {
        return receipts;
    }
}
