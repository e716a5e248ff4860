package io.tributary.coordinator.cluster;

import com.hazelcast.collection.IQueue;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.Collection;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of ranges that nobody works on yet, in a queue that members share. Whoever takes a number and is lost takes it along: the
 * owner of the round adds what it has no result of again. Thread-safe.
 */
public final class RangeNumbers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RangeNumbers.class);

    private final HazelcastInstance hazelcast;
    private final String name;

    RangeNumbers(HazelcastInstance hazelcast, String name) {
        this.hazelcast = hazelcast;
        this.name = name;
    }

    String name() {
        return name;
    }

    private IQueue<Integer> queue() {
        return hazelcast.getQueue(name);
    }

    /** Takes a number; empty if there is none left, or the cluster is not reached. */
    public OptionalInt next() {
        try {
            Integer number = queue().poll();
            return number == null ? OptionalInt.empty() : OptionalInt.of(number);
        } catch (HazelcastException | HazelcastInstanceNotActiveException lost) {
            LOG.warn("the shared queue {} cannot be read: {}", name, String.valueOf(lost.getMessage()));
            return OptionalInt.empty();
        }
    }

    /** How many there are; 0 if the cluster is not reached. */
    public int size() {
        try {
            return queue().size();
        } catch (HazelcastException | HazelcastInstanceNotActiveException lost) {
            LOG.debug("the shared queue {} cannot be read", name, lost);
            return 0;
        }
    }

    /** Adds numbers. @return false if they could not be added: some may have been */
    public boolean add(Collection<Integer> numbers) {
        try {
            return queue().addAll(numbers);
        } catch (HazelcastException | IllegalStateException lost) {
            LOG.warn("the shared queue {} cannot be written: {}", name, String.valueOf(lost.getMessage()));
            return false;
        }
    }

    /** Takes all numbers out: whoever works on ranges ends after the range in work. */
    public void clear() {
        try {
            queue().clear();
        } catch (HazelcastException | HazelcastInstanceNotActiveException lost) {
            LOG.debug("the shared queue {} is lost", name, lost);
        }
    }

    /** Removes the queue. */
    @Override
    public void close() {
        try {
            queue().clear();
            queue().destroy();
        } catch (HazelcastException | HazelcastInstanceNotActiveException lost) {
            LOG.debug("the shared queue {} is lost", name, lost);
        }
    }
}
