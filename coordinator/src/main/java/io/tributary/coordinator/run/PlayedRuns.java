package io.tributary.coordinator.run;

import io.tributary.protocol.message.RunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are played here side by side, as many as {@link #MOST_AT_ONCE}. When one is over, the oldest that waits has its turn.
 * Thread-safe.
 */
final class PlayedRuns implements AutoCloseable {
    /** Runs that play side by side would need quotas for devices and memory first. */
    private static final int MOST_AT_ONCE = 1;

    private final RunServices services;
    private final NextRuns next;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<RunController> active = List.of();
    private volatile @Nullable PlannedRun lastOver;
    private final List<String> stopping = new ArrayList<>();
    private boolean closed;

    /** Plays nothing yet. */
    PlayedRuns(RunServices services) {
        this.services = services;
        this.next = new NextRuns(services.storage().runs());
    }

    /** Oldest first. */
    List<RunController> active() {
        return active;
    }

    /** A run that is played here. */
    Optional<RunController> find(String run) {
        return active.stream().filter(controller -> controller.run().run().equals(run)).findFirst();
    }

    /** Whether this is the newest round of a run that is played here, over or not. */
    boolean isUnderWay(String run, int round) {
        return find(run).map(RunController::view).filter(view -> view.status() == RunView.Status.ACTIVE
                && view.round() == round).isPresent();
    }

    /** The newest run that was over when this last looked for runs that wait. */
    Optional<PlannedRun> lastOver() {
        return Optional.ofNullable(lastOver);
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

    /** Plays as many of the runs that wait, oldest first, as there is room for. Blocks on storage. */
    void startWaiting() {
        lock.lock();
        try {
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    private void over(RunController ended) {
        lock.lock();
        try {
            startWaiting(active.stream().filter(controller -> controller != ended).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Plays the runs of {@code going} and as many of those that wait, oldest first, as there is room for. Under the lock. */
    private void startWaiting(List<RunController> going) {
        if (closed || going.size() == MOST_AT_ONCE) {
            return;
        }
        next.newestOver().ifPresent(run -> lastOver = run);
        Set<String> played = Stream.concat(going.stream().map(controller -> controller.run().run()), stopping.stream())
                .collect(Collectors.toSet());
        List<RunController> started = next.oldestActive(played, MOST_AT_ONCE - going.size()).stream()
                .map(run -> new RunController(run, services, this::over)).toList();
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
