package io.tributary.coordinator.directory;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.file.PrivateFiles;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a coordinator that is about to run: closed to others, and whole as far as its head can tell. In a directory that
 * was used nothing is made anew that others know: a key that is missing or another one, or a database that is not the one that was
 * left, is refused with what to restore. One process at a time.
 */
public final class CoordinatorDirectory implements AutoCloseable {
    /** The database. */
    public static final String DATABASE = "coordinator.db";
    /** The chain of key sets, which is no secret. */
    static final String CHAIN = "keys.json";
    static final String KEY = "coordinator.key";
    static final String MEMBER = "member";
    private static final int LONGEST = 4096;
    private static final List<String> SIGNS_OF_USE =
            List.of(HeadFile.NAME, DATABASE, DATABASE + "-wal", "objects", "keys", MEMBER);
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorDirectory.class);

    private final Path directory;
    private final SigningKeys keys;
    private final String member;
    private final HeadFile head;

    private CoordinatorDirectory(Path directory, SigningKeys keys, String member, HeadFile head) {
        this.directory = directory;
        this.keys = keys;
        this.member = member;
        this.head = head;
    }

    /**
     * Opens a directory; it is made if it is not there.
     *
     * @throws NotWholeException if it was used, and what it holds is not what it held
     * @throws IOException if it cannot be read or written, or a secret is open to others
     */
    public static CoordinatorDirectory open(Path directory, InstantSource clock) throws IOException {
        PrivateFiles.directory(directory);
        Path file = directory.resolve(HeadFile.NAME);
        SigningKeys keys;
        if (isUsed(directory)) {
            keys = DirectoryIdentity.require(directory);
        } else {
            keys = fresh(directory.resolve(KEY), clock);
            HeadFile.make(file, keys, DirectoryHead.first(UUID.randomUUID().toString(), UUID.randomUUID().toString(),
                    clock.millis()));
        }
        HeadFile.Stored newest = DirectoryIdentity.head(directory);
        DatabaseCheck.require(directory.resolve(DATABASE), newest.head());
        for (String part : List.of(DATABASE, DATABASE + "-wal", DATABASE + "-shm")) {
            PrivateFiles.closeIfThere(directory.resolve(part));
        }
        PrivateFiles.file(directory.resolve(DATABASE));
        member(directory, newest.head());
        publish(directory.resolve(CHAIN), keys.chain());
        HeadFile head = HeadFile.open(file, keys, newest, clock);
        head.opened();
        return new CoordinatorDirectory(directory, keys, newest.head().member(), head);
    }

    /** Of a directory that was not used: the keys that a first start wrote before it was killed, or new ones. */
    private static SigningKeys fresh(Path file, InstantSource clock) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.write(file, SigningKeys.generate(clock.millis()));
        }
        return KeyFile.coordinator(file);
    }

    static boolean isUsed(Path directory) {
        return SIGNS_OF_USE.stream().anyMatch(name -> Files.exists(directory.resolve(name)));
    }

    /** The head knows the member's id: a file that is lost or says another is written again. */
    private static void member(Path directory, DirectoryHead head) throws IOException {
        Path file = directory.resolve(MEMBER);
        byte[] right = head.member().getBytes(StandardCharsets.US_ASCII);
        String found = "missing";
        if (Files.exists(file)) {
            try {
                found = new String(SecretFile.read(file, LONGEST), StandardCharsets.US_ASCII);
            } catch (SecretFile.NoSecretException damaged) {
                found = String.valueOf(damaged.getMessage());
            }
        }
        if (!found.equals(head.member())) {
            if (head.sequence() > 0) {
                LOG.warn("{} is written again, as it was lost or changed: this coordinator is member {}", file,
                        head.member());
            }
            SecretFile.replace(file, right);
        }
    }

    /** The chain of key sets without secrets: copies of the directory are verified with it. */
    private static void publish(Path file, KeyChain chain) throws IOException {
        byte[] right = WireJson.write(new KeyPage(chain.links(1)));
        if (!Files.exists(file) || !Arrays.equals(right, Files.readAllBytes(file))) {
            SecretFile.replace(file, right);
        }
    }

    /** The coordinator's keys. */
    public SigningKeys keys() {
        return keys;
    }

    /** The id under which this coordinator owns runs. */
    public String member() {
        return member;
    }

    /** Id of the directory, for its database. */
    public String id() {
        return head.directory();
    }

    /** To be told of each transaction of the database. */
    public CommitListener commits() {
        return head;
    }

    /**
     * The database was closed. If all of it is in its one file, and it is what the head knows, every byte of that file is known from now
     * on. If it is not, because somebody changed its files meanwhile, the next start says so.
     */
    public void databaseClosed() {
        Path wal = directory.resolve(DATABASE + "-wal");
        Path database = directory.resolve(DATABASE);
        try {
            if (!Files.exists(wal) || Files.size(wal) == 0) {
                DatabaseCheck.requireClosed(database, head.now());
                head.closed(hash(database));
            }
        } catch (NotWholeException lost) {
            LOG.error("the next start will refuse {}", database, lost);
        } catch (IOException unreadable) {
            throw new StoreException("reading " + directory.resolve(DATABASE), unreadable);
        }
    }

    static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.algorithm();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
        }
        return Sha256.finish(digest).hex();
    }

    @Override
    public void close() {
        try {
            head.close();
        } catch (IOException failed) {
            throw new StoreException("closing " + directory.resolve(HeadFile.NAME), failed);
        }
    }
}
