package io.tributary.coordinator.cluster;

import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Writes to a map of Hazelcast after which it is known whether they were made, and that the copies have them. A copy that is sent to a member
 * which is just joining may get lost; Hazelcast then says, some seconds later, that it does not know what became of the write. Such a write is
 * looked at and made again, at most {@value #TRIES} times in all. Blocks; thread-safe.
 */
final class SettledWrites {
    static final int TRIES = 3;

    private final IMap<String, byte[]> map;

    SettledWrites(IMap<String, byte[]> map) {
        this.map = map;
    }

    boolean putIfAbsent(String name, byte[] value) {
        return settled(name, value, () -> map.putIfAbsent(name, value) == null);
    }

    boolean replace(String name, byte[] old, byte[] value) {
        return settled(name, value, () -> map.replace(name, old, value));
    }

    void remove(String name) {
        again(() -> map.delete(name));
    }

    /** Makes a write that is the same made once or more often. @throws IndeterminateOperationStateException after the last try */
    static void again(Runnable write) {
        settled(() -> {
            write.run();
            return true;
        }, () -> false);
    }

    private boolean settled(String name, byte[] value, BooleanSupplier write) {
        return settled(write, () -> wasMade(name, value));
    }

    /** Whether the value is there; the copies are told of it again then. */
    private boolean wasMade(String name, byte[] value) {
        boolean there = Arrays.equals(map.get(name), value);
        if (there) {
            map.replace(name, value, value);
        }
        return there;
    }

    private static boolean settled(BooleanSupplier write, BooleanSupplier made) {
        boolean unknown = false;
        for (int tries = 1;; tries++) {
            try {
                return (unknown && made.getAsBoolean()) || write.getAsBoolean();
            } catch (IndeterminateOperationStateException copiesAreSilent) {
                if (tries == TRIES) {
                    throw copiesAreSilent;
                }
                unknown = true;
            }
        }
    }
}
