package io.tributary.coordinator.shell;

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
 * plays the {@link OwnedRun}. Thread-safe; nothing here blocks but {@link #close}.
 */
public final class RunShell {
    private static final Logger LOG = LoggerFactory.getLogger(RunShell.class);

    private final PlannedRun run;
    private final RunServices services;
    private final Consumer<RunShell> whenOver;
    private final BlockingQueue<Consumer<OwnedRun>> commands = new LinkedBlockingQueue<>();
    private final AtomicBoolean drawing = new AtomicBoolean();
    private final OwnerLease lease;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String stopWish;
    private volatile RunView view;
    private volatile @Nullable OpenRound open;

    RunShell(PlannedRun run, RunServices services, Consumer<RunShell> whenOver) {
        this.run = run;
        this.services = services;
        this.whenOver = whenOver;
        this.view = new RunLog(run.run(), run.plan()).view(RunView.Status.ACTIVE);
        this.lease = new OwnerLease(services.runs(), run.run(), services.member());
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
        if (enough && view.state().equals(RunLog.SELECTING) && drawing.compareAndSet(false, true)) {
            commands.add(owned -> {
                drawing.set(false);
                owned.drawIfReady();
            });
        }
    }

    /** Ends the run, once what is under way and cannot be left is done. */
    public void stop(String why) {
        stopWish = why;
        commands.add(OwnedRun::heedStop);
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

    void publish(RunView now, @Nullable OpenRound openNow) {
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
            if (claimed.isPresent()) {
                playThrough(claimed.get());
            }
        } catch (InterruptedException stopped) {
            LOG.info("run {}: interrupted, left as it is", run.run(), stopped);
            Thread.currentThread().interrupt();
        } finally {
            lease.close();
        }
    }

    /** Plays on when storage broke, from what is stored, until the run is over or this is closed. */
    private void playThrough(Fence fence) throws InterruptedException {
        Setbacks setbacks = new Setbacks();
        do {
            try {
                if (new OwnedRun(run, fence, services, this, setbacks).live(commands)) {
                    whenOver.accept(this);
                }
                return;
            } catch (StoreException broken) {
                LOG.warn("run {}: storage failed; going on from what is stored", run.run(), broken);
            }
        } while (!lease.closedWithin(setbacks.nextPause()));
    }

    /** The run was taken from us, or a fault of ours: the stored run is as it was, so a restart goes on from there. */
    private void broke(Throwable fault) {
        String why = fault instanceof StaleEpochException ? "another coordinator took the run over"
                : "the coordinator could not go on: " + fault.getMessage();
        LOG.error("run {}: {}", run.run(), why, fault);
        RunView last = view;
        publish(new RunView(last.run(), last.name(), RunView.Status.FAILED, why, last.round(), last.rounds(),
                last.state(), last.cohort(), last.reported(), last.modelVersion(), last.history()), null);
    }
}
