package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runs that are played here side by side, as many as there may be at once, and of those that train one model one. When one is over,
 * the first that waits in the order of {@link RunQueue} has its turn; where members share runs, the first of those that this one is to
 * play. Thread-safe.
 */
final class PlayedRuns implements AutoCloseable {
    private final RunServices services;
    private final AnsweredDevices answered;
    private final NextRuns next;
    private final RunQueue queue;
    private final EndedRuns ended;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<RunController> active = List.of();
    private final List<String> stopping = new ArrayList<>();
    private List<String> here = List.of();
    private Function<String, Optional<FollowedRun>> followed = _ -> Optional.empty();
    private volatile int wanted;
    private boolean closed;

    /**
     * Plays nothing yet.
     *
     * @param queue shows who waits, for a coordinator of its own
     * @param ended looks anew whenever runs are looked for that wait
     */
    PlayedRuns(RunServices services, AnsweredDevices answered, RunQueue queue, EndedRuns ended) {
        this.queue = queue;
        this.ended = ended;
        this.services = services;
        this.answered = answered;
        this.next = new NextRuns(services.storage().runs());
    }

    /** How many are played at once. */
    int atOnce() {
        return services.sharing().atOnce();
    }

    /** Runs that are played here or are to be once there is room, as it was when this last looked. */
    int wantedHere() {
        return Math.max(wanted, active.size());
    }

    /** So many of the runs of all members are this one's, played or not. */
    void share(int runs) {
        wanted = runs;
    }

    /** Oldest first. */
    List<RunController> active() {
        return active;
    }

    /** A run that is played here. */
    Optional<RunController> find(String run) {
        return active.stream().filter(controller -> controller.run().run().equals(run)).findFirst();
    }

    /** Ids of the runs that are played here. */
    Set<String> ids() {
        return ids(active);
    }

    private static Set<String> ids(List<RunController> controllers) {
        return controllers.stream().map(controller -> controller.run().run()).collect(Collectors.toSet());
    }

    /** Another member told what happened to a round; of a run that is not played here it is no change, as the following. */
    void heard(String run, RoundEvent event) {
        find(run).ifPresent(controller -> controller.heard(event));
    }

    /** Another member asks to end a run. */
    void stop(String run, String why) {
        find(run).ifPresent(controller -> controller.stop(why));
    }

    /** Leaves a run to another member before its next round. */
    void handOver(String run) {
        find(run).ifPresent(RunController::handOver);
    }

    /** Whether this is the newest round of a run that is played here, over or not. */
    boolean isUnderWay(String run, int round) {
        return find(run).map(RunController::view).filter(view -> view.status() == RunView.Status.ACTIVE
                && view.round() == round).isPresent();
    }

    /** A run's turn does not come from now on until {@link #letGo}. @return who plays it, if it is played */
    Optional<RunController> setAside(String run) {
        lock.lock();
        try {
            stopping.add(run);
            return find(run);
        } finally {
            lock.unlock();
        }
    }

    /** A run that was set aside has its turn again, as the others do. Blocks on storage. */
    void letGo(String run) {
        lock.lock();
        try {
            stopping.remove(run);
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    /** Plays as many of the runs that wait, in their order, as there is room for. Blocks on storage. */
    void startWaiting() {
        lock.lock();
        try {
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where members share runs: plays as many of these as there is room for, in this order, and others no more once they are over.
     *
     * @param before what is known of a run that was followed until now
     */
    void play(List<String> runs, Function<String, Optional<FollowedRun>> before) {
        lock.lock();
        try {
            here = List.copyOf(runs);
            followed = before;
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    private void over(RunController ended) {
        lock.lock();
        try {
            // One that another member has is not tried again before it is looked who has it.
            here = here.stream().filter(run -> !run.equals(ended.run().run())).toList();
            startWaiting(active.stream().filter(controller -> controller != ended).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Plays the runs of {@code going} and as many of those that wait, in their order, as there is room for. Under the lock. */
    private void startWaiting(List<RunController> going) {
        if (closed) {
            return;
        }
        if (services.sharing().isShared()) {
            startShared(going);
        } else {
            startAlone(going);
        }
    }

    /** {@link RunSurvey} says which, and shows who waits. */
    private void startShared(List<RunController> going) {
        if (hasRoom(going)) {
            Set<String> played = notToStart(going);
            start(going, here.stream().filter(run -> !played.contains(run)).limit(Math.max(0, room(going)))
                    .flatMap(run -> next.playable(run).stream()).toList());
        }
    }

    private void startAlone(List<RunController> going) {
        List<RunOwnership> inOrder = RunQueue.read(services.storage().runs());
        Set<String> goOn = ids(going);
        ModelTurns turns = next.turns(
                inOrder.stream().filter(run -> goOn.contains(run.run()) || !stopping.contains(run.run())).toList(),
                goOn);
        if (hasRoom(going)) {
            start(going, next.first(inOrder, turns, notToStart(going), room(going)));
        }
        Set<String> played = ids();
        queue.show(inOrder, run -> played.contains(run.run()) ? Optional.empty()
                : Optional.of(turns.has(run) ? RunQueueing.Why.FULL : RunQueueing.Why.MODEL));
    }

    private boolean hasRoom(List<RunController> going) {
        return room(going) > 0 || going.size() < active.size();
    }

    private int room(List<RunController> going) {
        return atOnce() - going.size();
    }

    private Set<String> notToStart(List<RunController> going) {
        return Stream.concat(ids(going).stream(), stopping.stream()).collect(Collectors.toSet());
    }

    private void start(List<RunController> going, List<PlannedRun> waiting) {
        ended.look();
        List<RunController> started = waiting.stream()
                .map(run -> new RunController(run, services, answered, followed.apply(run.run()), this::over)).toList();
        active = Stream.concat(going.stream(), started.stream())
                .sorted(Comparator.comparing(controller -> controller.run().run())).toList();
        started.forEach(RunController::start);
    }

    /** Leaves the runs that are played as they are. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        active.forEach(PlayedRuns::leave);
    }

    private static void leave(RunController controller) {
        try {
            controller.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
