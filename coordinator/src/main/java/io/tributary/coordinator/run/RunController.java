package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The face of a run that this coordinator plays: what others tell it and what they may see of it. Behind it one virtual thread
 * plays the {@link RunLoop}. When another coordinator takes the run over it shows no round any more, as soon as a renewal or a write
 * says so, and stands by until that one lets go. Thread-safe; nothing here blocks but {@link #close}.
 */
public final class RunController {
    private static final Logger LOG = LoggerFactory.getLogger(RunController.class);

    private final PlannedRun run;
    private final RunServices services;
    private final Consumer<RunController> whenOver;
    private final BlockingQueue<Consumer<RunLoop>> commands = new LinkedBlockingQueue<>();
    private final AtomicBoolean drawing = new AtomicBoolean();
    private final OwnerLease lease;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String stopWish;
    private volatile RunView view;
    private volatile @Nullable OpenRound open;
    private @Nullable Fence held;
    private boolean lost;

    RunController(PlannedRun run, RunServices services, Consumer<RunController> whenOver) {
        this.run = run;
        this.services = services;
        this.whenOver = whenOver;
        this.view = new RunLog(run.run(), run.plan()).view(RunView.Status.ACTIVE);
        this.lease = new OwnerLease(services.runs(), run.run(), services.member(), this::lost);
        this.thread = Thread.ofVirtual().name("tributary-run-" + run.run())
                .uncaughtExceptionHandler((_, fault) -> broke(fault)).unstarted(this::live);
    }

    void start() {
        thread.start();
    }

    /** The run and its plan. */
    public PlannedRun run() {
        return run;
    }

    /** The run as operators see it. */
    public RunView view() {
        return view;
    }

    /** The round that takes reports now, if one does. */
    public Optional<OpenRound> openRound() {
        return Optional.ofNullable(open);
    }

    /** Something happened to a round; late and repeated events do no harm. */
    public void tell(RoundEvent event) {
        commands.add(owned -> owned.handle(event));
    }

    /** The pool may have grown: draws a cohort if that is what the round waits for. */
    public void poolGrew() {
        boolean enough = services.pool().size() >= run.plan().round().pool();
        if (enough && view.state() == RunView.State.SELECTING && drawing.compareAndSet(false, true)) {
            commands.add(owned -> {
                drawing.set(false);
                owned.drawIfReady();
            });
        }
    }

    /** Ends the run, once what is under way and cannot be left is done. */
    public void stop(String why) {
        stopWish = why;
        commands.add(RunLoop::heedStop);
    }

    /** Why the run is to end, if it is. */
    @Nullable
    String stopWish() {
        return stopWish;
    }

    /** Leaves the run as it is, for its next owner; waits for the effect being performed. */
    void close() throws InterruptedException {
        closed = true;
        commands.add(_ -> {});
        lease.close();
        thread.join();
    }

    boolean closed() {
        return closed;
    }

    /** Shows the run as it is now, unless it is ours no more. */
    synchronized void publish(RunView now, @Nullable OpenRound openNow) {
        if (!lost) {
            show(now, openNow);
        }
    }

    private void show(RunView now, @Nullable OpenRound openNow) {
        view = now;
        open = openNow;
        services.listener().changed(now);
    }

    void publish(RoundView ended) {
        services.listener().roundEnded(run.run(), ended);
    }

    private void live() {
        try {
            Optional<Fence> claimed = lease.claim();
            while (claimed.isPresent() && !playThrough(claimed.get())) {
                claimed = lease.claimBack();
            }
        } catch (InterruptedException stopped) {
            LOG.info("run {}: interrupted, left as it is", run.run(), stopped);
            Thread.currentThread().interrupt();
        } finally {
            lease.close();
        }
    }

    /**
     * Plays on when storage broke, from what is stored, until the run is over or this is closed.
     *
     * @return false if the run was lost to another owner
     */
    private boolean playThrough(Fence fence) throws InterruptedException {
        hold(fence);
        RetryBudget setbacks = new RetryBudget();
        do {
            try {
                if (new RunLoop(run, fence, services, this, setbacks).live(commands)) {
                    whenOver.accept(this);
                }
                return true;
            } catch (StaleEpochException taken) {
                LOG.warn("run {}: given up", run.run(), taken);
                lost(fence);
                return false;
            } catch (StoreException broken) {
                LOG.warn("run {}: storage failed; going on from what is stored", run.run(), broken);
            }
        } while (!lease.closedWithin(setbacks.nextPause()));
        return true;
    }

    private synchronized void hold(Fence fence) {
        held = fence;
        lost = false;
    }

    /** Another owner has the run: devices are shown nothing of it any more, and what plays it stops before its next step. */
    private synchronized void lost(Fence fence) {
        if (fence.equals(held) && !lost) {
            lost = true;
            show(failed("another coordinator took the run over"), null);
            commands.add(owned -> owned.giveUp(fence));
        }
    }

    /** A fault of ours: the stored run is as it was, so a restart goes on from there. */
    private void broke(Throwable fault) {
        String why = "the coordinator could not go on: " + fault.getMessage();
        LOG.error("run {}: {}", run.run(), why, fault);
        publish(failed(why), null);
    }

    private RunView failed(String why) {
        RunView last = view;
        return new RunView(last.run(), last.name(), RunView.Status.FAILED, why, last.round(), last.rounds(),
                last.state(), last.cohort(), last.reported(), last.modelVersion(), last.history());
    }
}
