package io.tributary.coordinator.simulation.schedule;

import io.tributary.coordinator.run.Killed;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The threads of a simulated world: virtual ones, of which one runs at a time, always in the same order, on the thread that calls
 * {@link #settle}. A thread that such a thread starts is one too. They wait in simulated time, by {@link #await}.
 */
public final class Threads implements Executor {
    private static final Constructor<?> BUILDER = builder();
    private static final int MOST_STEPS = 20_000;
    private static final String CARRIER = "simulation";
    /** A monitor that a thread outside of the simulation holds is let go of sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    static {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            if (!(fault instanceof Killed) && before != null) {
                before.uncaughtException(thread, fault);
            } else if (!(fault instanceof Killed)) {
                fault.printStackTrace();
            }
        });
    }

    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<Thread> unfinished = ConcurrentHashMap.newKeySet();
    /** How often what a thread waits for was there, since time passed. */
    private int steps;

    private static final class Waiting {
        final Thread thread = Thread.currentThread();
        final BooleanSupplier over;
        boolean woken;

        Waiting(BooleanSupplier over) {
            this.over = over;
        }
    }

    /** The JDK lets a virtual thread have another scheduler, for its own tests. */
    private static Constructor<?> builder() {
        try {
            Constructor<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("this JDK has no builder of virtual threads with a scheduler", changed);
        }
    }

    /**
     * Does something on a thread that may call {@link #settle}: one that holds no monitor, since whoever is carried by it would take that
     * for its own. One world at a time: threads of two would wait for each other at locks that a whole process has, such as Jackson's, and
     * that would not happen again.
     */
    public static synchronized <T> T carry(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread carrier = Thread.ofPlatform().name(CARRIER).daemon().start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error failed) {
                result.completeExceptionally(failed);
            }
        });
        try {
            carrier.join();
        } catch (InterruptedException stopped) { // the test has taken too long
            IllegalStateException stuck = new IllegalStateException("the thread that carries a world is stuck");
            stuck.setStackTrace(carrier.getStackTrace());
            throw stuck;
        }
        return result.join();
    }

    @Override
    public void execute(Runnable next) {
        ready.add(next);
    }

    /** Starts one. */
    public void start(String name, Runnable work) {
        threads(name).start(tracked(work));
    }

    /** Makes such threads. */
    public ThreadFactory factory(String name) {
        ThreadFactory factory = threads(name).factory();
        return work -> factory.newThread(tracked(work));
    }

    private Runnable tracked(Runnable work) {
        return () -> {
            unfinished.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                unfinished.remove(Thread.currentThread());
            }
        };
    }

    private Thread.Builder.OfVirtual threads(String name) {
        try {
            return ((Thread.Builder.OfVirtual) BUILDER.newInstance(this)).name(name);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException changed) {
            throw new IllegalStateException(changed);
        }
    }

    /** Waits until this holds. It is asked whenever something happened. */
    public void await(BooleanSupplier over) {
        if (over.getAsBoolean() && ++steps <= MOST_STEPS) {
            return;
        }
        Waiting mine = new Waiting(over);
        waiting.add(mine);
        boolean interrupted = false; // which would end each park at once
        while (!mine.woken) {
            interrupted |= Thread.interrupted();
            LockSupport.park(this);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets something happen, and then all threads run until each waits. It happens on a thread of its own: where it needs a lock that a thread
     * outside of the simulation holds and one of these waits for, the thread that carries all of them would wait for one that it has to carry.
     *
     * @return as {@link #settle}
     */
    public boolean play(Runnable happening) {
        CompletableFuture<Void> happened = new CompletableFuture<>();
        start("happening", () -> {
            try {
                happening.run();
                happened.complete(null);
            } catch (RuntimeException | Error failed) {
                happened.completeExceptionally(failed);
            }
        });
        boolean rests = settle();
        if (happened.isCompletedExceptionally()) {
            happened.join();
        }
        return rests;
    }

    /**
     * Lets all threads run until each waits.
     *
     * @return whether they come to rest: some go round in circles else, and no time passes
     * @throws IllegalStateException a thread asks a store or waits while it holds a monitor that another one needs: a store that is slow then
     *     holds up whoever needs the monitor, and when those go on would be chance
     */
    public boolean settle() {
        steps = 0;
        do {
            for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
                next.run();
            }
        } while (steps <= MOST_STEPS && (wokeOne() || unblockedOne()));
        return steps <= MOST_STEPS;
    }

    /** A thread of the JDK lets those go on that a monitor has kept, whenever it has its turn: that is waited for. */
    private boolean unblockedOne() {
        List<String> blocked = unfinished.size() == waiting.size() ? List.of() : unfinished.stream()
                .filter(thread -> thread.getState() == Thread.State.BLOCKED).map(Thread::getName).toList();
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!blocked.isEmpty() && ready.isEmpty() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        if (!blocked.isEmpty() && ready.isEmpty()) {
            throw new IllegalStateException(blocked + ": a thread that waits holds a monitor that these need");
        }
        return !ready.isEmpty();
    }

    /** One after the other: what one does may be what another waits for. */
    private boolean wokeOne() {
        for (int at = 0; at < waiting.size(); at++) {
            Waiting next = waiting.get(at);
            if (next.over.getAsBoolean()) {
                steps++;
                waiting.remove(at);
                next.woken = true;
                LockSupport.unpark(next.thread);
                return true;
            }
        }
        return false;
    }
}
