package io.tributary.coordinator;

import io.tributary.coordinator.access.EnrolmentTokens;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.directory.ClusterHome;
import io.tributary.coordinator.directory.CoordinatorDirectory;
import io.tributary.coordinator.directory.DirectoryCheck;
import io.tributary.coordinator.directory.KnownFiles;
import io.tributary.coordinator.directory.NotWholeException;
import io.tributary.coordinator.directory.StoredObjects;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.run.NeededUpdates;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.storage.EmbeddedStorage;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What a coordinator starts on, once it is known to be whole: every update that was acknowledged and is still to be summed is there (I1),
 * and so are the versions that active runs train from.
 *
 * @param options with an admin token
 * @param member the coordinator's id among the owners of runs
 */
record OpenedStores(CoordinatorOptions options, Stores stores, SigningKeys keys, String member) {
    private static final int LONGEST = 4096;
    private static final Duration CLOCK_BEHIND = Duration.ofMinutes(1);
    private static final String TOKEN = "admin.token";

    /** Opens what the options name; whatever is opened is left to {@code shutdown}. */
    static OpenedStores of(CoordinatorOptions options, Shutdown shutdown) throws IOException {
        return switch (options.storage()) {
            case EmbeddedStorage _ -> inDirectory(options, shutdown);
            case ClusterStorage shared -> shared(options, shared, shutdown);
        };
    }

    private static OpenedStores inDirectory(CoordinatorOptions options, Shutdown shutdown) throws IOException {
        Path directory = options.directory();
        CoordinatorDirectory home = CoordinatorDirectory.open(directory, options.clock());
        shutdown.add(home::close);
        boolean anew = options.operatorToken().isEmpty() && !Files.exists(directory.resolve(TOKEN));
        CoordinatorOptions complete = options.operatorToken().isPresent() ? options
                : options.toBuilder().operatorToken(adminToken(directory)).build();
        Stores stores = Stores.open(directory, home, options.clock());
        shutdown.add(stores.closing());
        requireWhole(directory, stores, home.keys(), options.clock());
        KnownFiles known = known(options, stores, home.keys());
        if (options.operatorToken().isEmpty()) {
            known.token(complete.operatorToken().orElseThrow(), anew);
        }
        return new OpenedStores(complete, stores, home.keys(), home.member());
    }

    private static OpenedStores shared(CoordinatorOptions options, ClusterStorage shared, Shutdown shutdown)
            throws IOException {
        ClusterHome home = ClusterHome.open(shared, options.directory(), options.clock());
        shutdown.add(home::close);
        Stores stores = Stores.shared(home, shared, options);
        shutdown.add(stores.closing());
        requireWhole(options.directory(), stores, home.keys(), options.clock());
        known(options, stores, home.keys());
        return new OpenedStores(options, stores, home.keys(), shared.members().member());
    }

    private static KnownFiles known(CoordinatorOptions options, Stores stores, SigningKeys keys) {
        AuditLog log = new AuditLog(stores.rows().audit(), keys, options.clock());
        if (log.behind().compareTo(CLOCK_BEHIND) > 0) {
            OperatorEvent.CLOCK_BEHIND.log("seconds", log.behind().toSeconds());
        }
        log.beginUnderTheseKeys();
        KnownFiles known = new KnownFiles(stores.known(), log);
        known.owners(options.ownerKeys());
        return known;
    }

    private static void requireWhole(Path directory, Stores stores, SigningKeys keys, InstantSource clock) {
        NeededUpdates needed = new NeededUpdates(stores.rows().runs(), stores.rows().rounds(), stores.keys());
        List<String> lost = new StoredObjects(stores.objects()).lost(needed.updates());
        if (!lost.isEmpty() && stores.shared()) {
            // Another member may have ended a round meanwhile, whose updates went.
            lost = new StoredObjects(stores.objects()).lost(needed.updates());
        }
        if (!lost.isEmpty()) {
            throw new NotWholeException(directory.resolve("objects").resolve(lost.getFirst()),
                    lost.size() > 1 ? "(and " + (lost.size() - 1) + " more)" : "", DirectoryCheck.RESTORE);
        }
        ModelRegistry registry = new ModelRegistry(stores.rows().models(), stores.objects(), keys, clock);
        try {
            needed.models().forEach(registry::requireNewest);
        } catch (StoreException unreadable) {
            throw new NotWholeException(directory.resolve("objects"), "lacks what a model is made of: "
                    + unreadable.getMessage() + because(unreadable), "restore the whole directory from one backup");
        }
    }

    private static String because(StoreException failure) {
        return failure.getCause() == null ? "" : ": " + failure.getCause().getMessage();
    }

    /** Made at the first start. If the file is removed, the next start makes another token. */
    private static String adminToken(Path directory) throws IOException {
        Path file = directory.resolve(TOKEN);
        String token = new String(SecretFile.readOrMake(file, LONGEST,
                () -> EnrolmentTokens.random().getBytes(StandardCharsets.US_ASCII)), StandardCharsets.UTF_8).strip();
        try {
            return BearerToken.requireLong("the admin token", token);
        } catch (IllegalArgumentException none) {
            throw new IOException(file + " holds no admin token: " + none.getMessage()
                    + "; remove the file, and the next start makes another token", none);
        }
    }
}
