package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.PartialState;
import io.tributary.coordinator.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Objects in a map. */
final class MemoryObjectStore implements ObjectStore {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private final TreeMap<String, byte[]> partials = new TreeMap<>();
    private final World world;

    MemoryObjectStore(World world) {
        this.world = world;
    }

    @Override
    public ObjectWriter write(String name) {
        ObjectStore.requireName(name);
        return world.in(() -> new Writer(name));
    }

    @Override
    public boolean writeIfAbsent(String name, ByteBuffer bytes) {
        ObjectStore.requireName(name);
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return world.in(() -> objects.putIfAbsent(name, copy) == null);
    }

    @Override
    public PartialObject partial(String name) {
        ObjectStore.requireName(name);
        world.in(() -> Optional.ofNullable(partials.putIfAbsent(name, new byte[0])));
        return new Partial(name);
    }

    @Override
    public Optional<PartialState> findPartial(String name) {
        ObjectStore.requireName(name);
        return world.in(() -> Optional.ofNullable(partials.get(name)).map(bytes -> new PartialState(bytes.length, "")));
    }

    @Override
    public List<String> partials() {
        return world.in(() -> List.copyOf(partials.keySet()));
    }

    @Override
    public void discard(String name) {
        ObjectStore.requireName(name);
        world.in(() -> Optional.ofNullable(partials.remove(name)));
    }

    @Override
    public Optional<ObjectReader> find(String name) {
        ObjectStore.requireName(name);
        return world.in(() -> Optional.ofNullable(objects.get(name)).map(bytes -> new Reader(name, bytes)));
    }

    @Override
    public boolean exists(String name) {
        ObjectStore.requireName(name);
        return world.in(() -> objects.containsKey(name));
    }

    @Override
    public void delete(String name) {
        ObjectStore.requireName(name);
        world.in(() -> Optional.ofNullable(objects.remove(name)));
    }

    @Override
    public boolean keepsDeleted() {
        return false;
    }

    @Override
    public void deleteAll(String prefix) {
        ObjectStore.requireName(prefix);
        world.in(() -> objects.keySet().removeIf(name -> name.startsWith(prefix + "/")));
    }

    @Override
    public List<String> list(String prefix) {
        ObjectStore.requireName(prefix);
        return world.in(() -> objects.keySet().stream().filter(name -> name.startsWith(prefix + "/")).toList());
    }

    private final class Writer implements ObjectWriter {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean open = true;

        Writer(String name) {
            this.name = name;
        }

        @Override
        public void append(ByteBuffer more) {
            requireOpen();
            byte[] copy = new byte[more.remaining()];
            more.get(copy);
            world.in(() -> {
                bytes.writeBytes(copy);
                return copy;
            });
        }

        @Override
        public void commit() {
            requireOpen();
            world.in(() -> Optional.ofNullable(objects.put(name, bytes.toByteArray())));
            open = false;
        }

        @Override
        public void close() {
            open = false;
        }

        private void requireOpen() {
            if (!open) {
                throw new IllegalStateException("object " + name + " is committed or closed");
            }
        }
    }

    private final class Partial implements PartialObject {
        private final String name;

        Partial(String name) {
            this.name = name;
        }

        /** As with a file: who holds a discarded one open writes to nowhere. */
        private byte[] bytes() {
            return partials.getOrDefault(name, new byte[0]);
        }

        @Override
        public long size() {
            return world.in(() -> (long) bytes().length);
        }

        @Override
        public void read(long position, ByteBuffer into) {
            world.in(() -> {
                new Reader(name, bytes()).read(position, into);
                return name;
            });
        }

        @Override
        public void append(ByteBuffer more) {
            world.in(() -> {
                byte[] before = bytes();
                byte[] after = Arrays.copyOf(before, before.length + more.remaining());
                more.get(after, before.length, more.remaining());
                return Optional.ofNullable(partials.replace(name, after));
            });
        }

        @Override
        public void truncate(long size) {
            world.in(() -> {
                if (size < 0 || size > bytes().length) {
                    throw new IllegalArgumentException(bytes().length + " bytes cannot be cut to " + size);
                }
                return Optional.ofNullable(partials.replace(name, Arrays.copyOf(bytes(), (int) size)));
            });
        }

        @Override
        public boolean commit() {
            return world.in(() -> {
                byte[] whole = partials.remove(name);
                if (whole == null) {
                    throw new StoreException("committing object " + name + ": it was discarded");
                }
                return objects.putIfAbsent(name, whole) == null;
            });
        }

        @Override
        public void close() {}
    }

    private record Reader(String name, byte[] bytes) implements ObjectReader {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            if (position < 0 || position + into.remaining() > bytes.length) {
                throw new StoreException("reading object " + name + ": " + into.remaining() + " bytes from " + position
                        + " end beyond its " + bytes.length);
            }
            into.put(bytes, (int) position, into.remaining());
        }

        @Override
        public void close() {}
    }
}
