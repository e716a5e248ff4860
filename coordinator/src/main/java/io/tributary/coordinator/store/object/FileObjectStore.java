package io.tributary.coordinator.store.object;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.PartialState;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.Disk;
import io.tributary.secureagg.file.DurableTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Objects as files below a directory, each at the path of its name, readable by their owner alone. A committed object and a deletion
 * survive a power loss (I1). Partial objects lie aside, under {@code ~partial}. One process uses a directory at a time. Thread-safe.
 */
public final class FileObjectStore implements ObjectStore {
    private static final String PARTIAL = "~partial";
    private final DurableTree tree;
    private final Path root;
    private final Path partials;

    /** Opens the directory, made if it is not there, and removes what unfinished writes left. */
    public FileObjectStore(Path root) {
        this(root, Disk.REAL);
    }

    private FileObjectStore(Path root, DurableTree tree) {
        this.root = root.toAbsolutePath().normalize();
        this.partials = this.root.resolve(PARTIAL);
        this.tree = tree;
    }

    /** The directory as it is, for whoever only reads: opening it changes nothing. */
    public static FileObjectStore reading(Path root) {
        return new FileObjectStore(root, DurableTree.reading(root));
    }

    FileObjectStore(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.partials = this.root.resolve(PARTIAL);
        try {
            this.tree = DurableTree.open(this.root, disk);
            DurableTree.makeDirectories(partials, disk);
        } catch (IOException failed) {
            throw new StoreException("opening the object directory " + root, failed);
        }
    }

    @Override
    public ObjectWriter write(String name) {
        Path place = place(name);
        Path aside = tree.aside();
        try {
            return new FileObjectWriter(tree, tree.disk().createPrivate(aside), aside, place);
        } catch (IOException failed) {
            throw new StoreException("starting object " + name + " in " + root, failed);
        }
    }

    @Override
    public boolean writeIfAbsent(String name, ByteBuffer bytes) {
        Path place = place(name);
        try {
            return !tree.keep(place) && writeNew(place, bytes.duplicate());
        } catch (IOException failed) {
            throw new StoreException("writing object " + name + " in " + root + ", unless it is there", failed);
        }
    }

    private boolean writeNew(Path place, ByteBuffer bytes) throws IOException {
        Path aside = tree.aside();
        try (FileChannel file = tree.disk().createPrivate(aside)) {
            tree.disk().write(file, bytes);
            return tree.finishIfAbsent(file, aside, place);
        } catch (IOException failed) {
            discardUnfinished(aside, failed);
            throw failed;
        }
    }

    private void discardUnfinished(Path aside, IOException failure) {
        try {
            tree.disk().delete(aside);
        } catch (IOException again) {
            failure.addSuppressed(again);
        }
    }

    @Override
    public PartialObject partial(String name) {
        Path aside = aside(name);
        try {
            if (!Files.exists(aside)) {
                tree.disk().createPrivate(aside).close();
            }
            return new FilePartialObject(tree, aside, place(name));
        } catch (IOException failed) {
            throw new StoreException("opening the partial object " + name + " in " + root, failed);
        }
    }

    @Override
    public Optional<PartialState> findPartial(String name) {
        try {
            return Optional.of(new PartialState(Files.size(aside(name)), ""));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new StoreException("looking for the partial object " + name + " in " + root, failed);
        }
    }

    @Override
    public List<String> partials() {
        try (Stream<Path> files = Files.list(partials)) {
            return files.map(file -> file.getFileName().toString().replace('~', '/')).sorted().toList();
        } catch (IOException failed) {
            throw new StoreException("listing partial objects in " + root, failed);
        }
    }

    @Override
    public void discard(String name) {
        try {
            tree.disk().delete(aside(name));
        } catch (IOException failed) {
            throw new StoreException("discarding the partial object " + name + " in " + root, failed);
        }
    }

    /** Flat, so that no directories are left behind: a name has no '~'. */
    private Path aside(String name) {
        return partials.resolve(ObjectStore.requireName(name).replace('/', '~'));
    }

    @Override
    public Optional<ObjectReader> find(String name) {
        Path place = place(name);
        if (!Files.isRegularFile(place)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileObjectReader(place, FileChannel.open(place, StandardOpenOption.READ)));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new StoreException("opening object " + name + " in " + root, failed);
        }
    }

    @Override
    public boolean exists(String name) {
        Path place = place(name);
        try {
            return tree.keep(place);
        } catch (IOException failed) {
            throw new StoreException("keeping object " + name + " in " + root, failed);
        }
    }

    @Override
    public void delete(String name) {
        try {
            tree.deleteAndPrune(place(name));
        } catch (IOException failed) {
            throw new StoreException("deleting object " + name + " in " + root, failed);
        }
    }

    @Override
    public boolean keepsDeleted() {
        return false;
    }

    @Override
    public void deleteAll(String prefix) {
        try {
            tree.deleteAll(place(prefix));
        } catch (IOException failed) {
            throw new StoreException("deleting the objects below " + prefix + " in " + root, failed);
        }
    }

    @Override
    public List<String> list(String prefix) {
        Path below = place(prefix);
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(below,
                    new ObjectVisitor(file -> names.add(root.relativize(file).toString().replace('\\', '/'))));
        } catch (IOException failed) {
            throw new StoreException("listing objects below " + prefix + " in " + root, failed);
        }
        names.sort(Comparator.naturalOrder());
        return List.copyOf(names);
    }

    /** Visits every file; one that is deleted meanwhile is not there. */
    private static final class ObjectVisitor extends SimpleFileVisitor<Path> {
        private final Consumer<Path> found;

        ObjectVisitor(Consumer<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.accept(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failed;
        }
    }

    private Path place(String name) {
        return tree.place(ObjectStore.requireName(name));
    }
}
