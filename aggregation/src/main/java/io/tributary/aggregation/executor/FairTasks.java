package io.tributary.aggregation.executor;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks of several owners for a few cores. Next is one of the owner with the fewest at work; of several, of the one that was served longest
 * ago. So owners that want cores at the same time have as many each, however many tasks they brought, and one alone has as many as one
 * may. Thread-safe.
 */
final class FairTasks {
    private final int cores;
    private final int mostOfOne;
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private int atWork;
    private long served;

    private static final class Owner {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int atWork;
        private long lastServed;

        private int atWork() {
            return atWork;
        }

        private long lastServed() {
            return lastServed;
        }
    }

    /** A task that has a core until {@link FairTasks#after} is told of its end. */
    record Task(String owner, Runnable work) {}

    /** @param cores most tasks at work at once, of one owner too */
    FairTasks(int cores) {
        this(cores, cores);
    }

    /**
     * @param cores most tasks at work at once
     * @param mostOfOne most of these that are one owner's
     */
    FairTasks(int cores, int mostOfOne) {
        this.cores = cores;
        this.mostOfOne = mostOfOne;
    }

    /** One more. @return a task to be worked off now, on a thread of its own, if a core is free */
    synchronized Optional<Task> add(String owner, Runnable work) {
        owners.computeIfAbsent(owner, _ -> new Owner()).waiting.addLast(work);
        return next();
    }

    /** A task has ended. @return another one to be worked off now, on the same thread */
    synchronized Optional<Task> after(Task ended) {
        atWork--;
        owners.computeIfPresent(ended.owner(), (_, owner) -> {
            owner.atWork--;
            return owner.atWork == 0 && owner.waiting.isEmpty() ? null : owner;
        });
        return next();
    }

    private Optional<Task> next() {
        if (atWork >= cores) {
            return Optional.empty();
        }
        return owners.entrySet().stream().filter(owner -> mayWork(owner.getValue()))
                .min(Map.Entry.comparingByValue(
                        Comparator.comparingInt(Owner::atWork).thenComparingLong(Owner::lastServed)))
                .map(owner -> take(owner.getKey(), owner.getValue()));
    }

    private boolean mayWork(Owner owner) {
        return !owner.waiting.isEmpty() && owner.atWork < mostOfOne;
    }

    private Task take(String name, Owner owner) {
        atWork++;
        owner.atWork++;
        owner.lastServed = ++served;
        return new Task(name, owner.waiting.removeFirst());
    }
}
