package io.tributary.coordinator.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bounds the bytes that unfinished things hold together, and those of one owner. Where there is no room, the oldest gives way: what peers
 * leave unfinished cannot keep out what ends in a moment. Thread-safe, never blocks.
 */
public final class InFlight {
    private final long room;
    private final long roomOfOne;
    private final Set<Item> oldestFirst = new LinkedHashSet<>();
    private final Map<String, Owner> owners = new HashMap<>();
    private long bytes;

    /** What one owner has unfinished. */
    private static final class Owner {
        private final Set<Item> oldestFirst = new LinkedHashSet<>();
        private long bytes;
    }

    /**
     * Holds nothing yet.
     *
     * @param room bytes of all together, at least 1
     * @param roomOfOne bytes of one owner, at least 1
     */
    public InFlight(long room, long roomOfOne) {
        if (room < 1 || roomOfOne < 1) {
            throw new IllegalArgumentException("room must be at least 1, not " + room + " and " + roomOfOne);
        }
        this.room = room;
        this.roomOfOne = roomOfOne;
    }

    /** Something unfinished. */
    public final class Item {
        private final String owner;
        private final Runnable giveWay;
        private long held;

        private Item(String owner, Runnable giveWay) {
            this.owner = owner;
            this.giveWay = giveWay;
        }

        /** It holds so many bytes more. Whoever must give way for them, perhaps itself, is told at once. */
        public void grow(long more) {
            InFlight.this.grow(this, more).forEach(item -> item.giveWay.run());
        }

        /** It is finished, or was given up; again is no change. */
        public void end() {
            remove(this);
        }
    }

    /**
     * Something begins.
     *
     * @param owner whose it is
     * @param giveWay called once, by any thread, if it must give way; it is not to be ended then
     */
    public synchronized Item begin(String owner, Runnable giveWay) {
        Item item = new Item(owner, giveWay);
        oldestFirst.add(item);
        owners.computeIfAbsent(owner, _ -> new Owner()).oldestFirst.add(item);
        return item;
    }

    private synchronized List<Item> grow(Item item, long more) {
        List<Item> gone = new ArrayList<>();
        Owner owner = owners.get(item.owner);
        if (owner == null || !owner.oldestFirst.contains(item)) {
            return gone;
        }
        item.held += more;
        owner.bytes += more;
        bytes += more;
        while (owner.bytes > roomOfOne) {
            gone.add(drop(owner.oldestFirst));
        }
        while (bytes > room) {
            gone.add(drop(oldestFirst));
        }
        return gone;
    }

    private Item drop(Set<Item> items) {
        Item oldest = items.iterator().next();
        remove(oldest);
        return oldest;
    }

    private synchronized void remove(Item item) {
        if (oldestFirst.remove(item)) {
            Owner owner = owners.get(item.owner);
            bytes -= item.held;
            if (owner != null) {
                owner.bytes -= item.held;
                owner.oldestFirst.remove(item);
                if (owner.oldestFirst.isEmpty()) {
                    owners.remove(item.owner);
                }
            }
        }
    }

    /** Bytes that are held now. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many things are unfinished. */
    public synchronized int count() {
        return oldestFirst.size();
    }
}
