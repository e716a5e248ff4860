package io.tributary.coordinator.store.keys;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.Disk;
import io.tributary.secureagg.file.DurableTree;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Secrets as two files each, readable by their owner alone: {@code wrapping/NAME}, an AES-256-GCM key of its own, and
 * {@code wrapped/NAME}, the secret wrapped by it. A secret is there while both files are; the wrapping key is written first and
 * deleted first, so a crash between any two steps leaves the secret whole or gone, never a pair that does not fit. Deleting the
 * 32 bytes destroys the secret, whatever copies of the wrapped file exist (I5). One process uses a directory at a time.
 * Thread-safe.
 */
public final class FileKeyStore implements KeyStore {
    private static final int LARGEST_FILE = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final DurableTree tree;
    private final Path directory;

    /** Opens the directory, made if it is not there, and removes what unfinished writes left. */
    public FileKeyStore(Path directory) {
        this(directory, Disk.REAL);
    }

    private FileKeyStore(Path directory, DurableTree tree) {
        this.directory = directory;
        this.tree = tree;
    }

    /** The directory as it is, for whoever only reads: opening it changes nothing. */
    public static FileKeyStore reading(Path directory) {
        return new FileKeyStore(directory, DurableTree.reading(directory));
    }

    FileKeyStore(Path directory, Disk disk) {
        this.directory = directory;
        try {
            this.tree = DurableTree.open(directory, disk);
        } catch (IOException failed) {
            throw new StoreException("opening the key directory " + directory, failed);
        }
    }

    @Override
    public byte[] putIfAbsent(String name, byte[] secret) {
        KeyStore.requireName(name);
        return locked("keeping", name, () -> {
            Optional<byte[]> there = read(name);
            if (there.isPresent()) {
                return there.get();
            }
            remove(name);
            WrappingKey key = WrappingKey.generate();
            writeAndForget(wrapping(name), key.encodeSecret());
            write(wrapped(name), key.wrap(secret, context(name)));
            return secret.clone();
        });
    }

    @Override
    public Optional<byte[]> find(String name) {
        KeyStore.requireName(name);
        return locked("reading", name, () -> read(name));
    }

    @Override
    public List<String> list() {
        return locked("listing", "names", () -> {
            SortedSet<String> names = new TreeSet<>(names("wrapping"));
            names.addAll(names("wrapped"));
            return List.copyOf(names);
        });
    }

    private List<String> names(String folder) throws IOException {
        Path files = tree.place(folder);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> there = Files.list(files)) {
            return there.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Override
    public void destroy(String name) {
        KeyStore.requireName(name);
        locked("destroying", name, () -> {
            remove(name);
            return name;
        });
    }

    private Optional<byte[]> read(String name) throws IOException {
        if (!Files.exists(wrapping(name)) || !Files.exists(wrapped(name))) {
            return Optional.empty();
        }
        byte[] encoded = whole(wrapping(name));
        try {
            return Optional.of(WrappingKey.decodeSecret(encoded).unwrap(whole(wrapped(name)), context(name)));
        } catch (IllegalArgumentException corrupt) {
            throw new DamagedException(
                    wrapping(name) + " is damaged: it has " + encoded.length + " bytes and should have "
                            + WrappingKey.SECRET_BYTES,
                    corrupt);
        } catch (RejectedException altered) {
            throw new DamagedException(wrapped(name) + " was altered, or does not belong to " + wrapping(name),
                    altered);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static byte[] whole(Path file) throws IOException {
        try {
            return SecretFile.read(file, LARGEST_FILE);
        } catch (SecretFile.NoSecretException none) {
            throw new DamagedException(String.valueOf(none.getMessage()), none);
        }
    }

    private void writeAndForget(Path place, byte[] secret) throws IOException {
        try {
            write(place, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private void write(Path place, byte[] bytes) throws IOException {
        Path aside = tree.aside();
        try (FileChannel file = tree.disk().createPrivate(aside)) {
            tree.disk().write(file, ByteBuffer.wrap(bytes));
            tree.finish(file, aside, place);
        } catch (IOException failed) {
            discard(aside, failed);
            throw failed;
        }
    }

    private void discard(Path aside, IOException failure) {
        try {
            tree.disk().delete(aside);
        } catch (IOException again) {
            failure.addSuppressed(again);
        }
    }

    private void remove(String name) throws IOException {
        tree.delete(wrapping(name));
        tree.delete(wrapped(name));
    }

    private Path wrapping(String name) {
        return tree.place("wrapping").resolve(name);
    }

    private Path wrapped(String name) {
        return tree.place("wrapped").resolve(name);
    }

    private static byte[] context(String name) {
        return ("tributary/key-store/" + name).getBytes(StandardCharsets.UTF_8);
    }

    private interface Step<T> {
        T perform() throws IOException;
    }

    private <T> T locked(String doing, String name, Step<T> step) {
        lock.lock();
        try {
            return step.perform();
        } catch (IOException failed) {
            throw new StoreException(doing + " the key " + name + " in " + directory, failed);
        } finally {
            lock.unlock();
        }
    }
}
