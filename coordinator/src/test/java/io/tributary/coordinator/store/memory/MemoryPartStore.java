package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What is stored of partial objects, in a map. */
final class MemoryPartStore implements PartStore {
    private final TreeMap<String, HeldParts> held = new TreeMap<>();
    private final World world;

    MemoryPartStore(World world) {
        this.world = world;
    }

    @Override
    public HeldParts take(String object, String turn, Instant now) {
        return world.in(() -> {
            HeldParts fresh = new HeldParts(turn, "", World.kept(now), List.of());
            HeldParts before = held.getOrDefault(object, fresh);
            held.put(object, new HeldParts(turn, before.upload(), World.kept(now), before.parts()));
            return before;
        });
    }

    @Override
    public List<StoredPart> put(String object, String turn, StoredPart part, Instant now) {
        return world.in(() -> {
            List<StoredPart> before = require(object, turn).parts();
            if (part.position() != 0 && before.stream().noneMatch(other -> other.end() == part.position())) {
                throw new IllegalArgumentException(object + " has no part that ends at " + part.position());
            }
            List<StoredPart> after = new ArrayList<>(without(before, other -> other.position() >= part.position()));
            after.add(part);
            change(object, turn, now, _ -> after);
            return without(before, after::contains);
        });
    }

    @Override
    public List<StoredPart> cut(String object, String turn, long size, Instant now) {
        return world.in(() -> {
            List<StoredPart> before = require(object, turn).parts();
            change(object, turn, now, parts -> without(parts, part -> part.end() > size));
            return without(before, part -> part.end() <= size);
        });
    }

    private static List<StoredPart> without(List<StoredPart> parts, Predicate<StoredPart> these) {
        return parts.stream().filter(these.negate()).toList();
    }

    private void change(String object, String turn, Instant now, UnaryOperator<List<StoredPart>> change) {
        HeldParts before = require(object, turn);
        held.put(object, new HeldParts(turn, before.upload(), World.kept(now), change.apply(before.parts())));
    }

    @Override
    public void name(String object, String turn, String upload, Instant now) {
        world.in(() -> held.put(object,
                new HeldParts(turn, upload, World.kept(now), require(object, turn).parts())));
    }

    @Override
    public void finish(String object, String turn) {
        world.in(() -> {
            require(object, turn);
            return held.remove(object);
        });
    }

    private HeldParts require(String object, String turn) {
        HeldParts there = held.get(object);
        if (there == null || !there.turn().equals(turn)) {
            throw new StoreException("the partial object " + object + " is not held by " + turn);
        }
        return there;
    }

    @Override
    public boolean holds(String object, String turn) {
        return find(object).filter(there -> there.turn().equals(turn)).isPresent();
    }

    @Override
    public Optional<HeldParts> find(String object) {
        return world.in(() -> Optional.ofNullable(held.get(object)));
    }

    @Override
    public Optional<HeldParts> discard(String object) {
        return world.in(() -> Optional.ofNullable(held.remove(object)));
    }

    @Override
    public List<String> objects() {
        return world.in(() -> List.copyOf(held.keySet()));
    }

    @Override
    public boolean isKnown(String id) {
        return world.in(() -> held.values().stream().flatMap(there -> there.parts().stream())
                .anyMatch(part -> part.id().equals(id)));
    }

    @Override
    public boolean isNamed(String upload) {
        return world.in(() -> held.values().stream().anyMatch(there -> there.upload().equals(upload)));
    }
}
