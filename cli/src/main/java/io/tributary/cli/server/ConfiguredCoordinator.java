package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.client.TrustFile;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.cluster.ClusterException;
import io.tributary.coordinator.directory.NotWholeException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.secureagg.file.DirectoryLock;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.PrivateFiles;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.Authorities;
import io.tributary.secureagg.tls.PemException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A coordinator as its config wants it, alone in its directory. Closing it drains: what is being written is, no more is begun. */
public final class ConfiguredCoordinator implements AutoCloseable {
    /** Folder, below the coordinator's own, with what devices must know. */
    public static final String TRUST = "trust";
    /** The authority's certificate in that folder, where there is one. */
    public static final String AUTHORITY = "ca.pem";

    private final DirectoryLock lock;
    private final Coordinator coordinator;

    private ConfiguredCoordinator(DirectoryLock lock, Coordinator coordinator) {
        this.lock = lock;
        this.coordinator = coordinator;
    }

    /**
     * Starts it, without code of the operator's own.
     *
     * @param said is told what is going on, a line each
     * @throws ConfigException as {@link #start(CoordinatorConfig, OwnClasses, Consumer)}
     * @throws CommandException likewise
     * @throws DataException likewise
     * @throws InterruptedException likewise
     * @throws IOException likewise
     */
    public static ConfiguredCoordinator start(CoordinatorConfig config, Consumer<String> said)
            throws ConfigException, CommandException, DataException, InterruptedException, IOException {
        return start(config, OwnClasses.NONE, said);
    }

    /**
     * Starts it, and returns once it listens and the folder {@value #TRUST} is written.
     *
     * @param own code that the operator brings along
     * @param said is told what is going on, a line each
     * @throws ConfigException if values do not fit what they name
     * @throws CommandException if a key is wrong, the directory is in use or the port is taken
     * @throws DataException if held-out data to measure models with is missing or broken
     * @throws InterruptedException if it was stopped
     * @throws IOException if the directory cannot be used
     */
    public static ConfiguredCoordinator start(CoordinatorConfig config, OwnClasses own, Consumer<String> said)
            throws ConfigException, CommandException, DataException, InterruptedException, IOException {
        CoordinatorOptions options = ServerOptions.of(config, own, said);
        requireAuthority(config);
        DirectoryLock lock = alone(config.directory());
        boolean started = false;
        try {
            ConfiguredCoordinator product = new ConfiguredCoordinator(lock, listening(config, options));
            product.provision(config, options);
            product.report(config, said);
            started = true;
            return product;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static DirectoryLock alone(Path directory) throws IOException, CommandException {
        PrivateFiles.directory(directory);
        return DirectoryLock.tryTake(directory).orElseThrow(() -> new CommandException(directory
                + " is in use by a coordinator that is running; end that one first, or give this one a directory of "
                + "its own"));
    }

    private static void requireAuthority(CoordinatorConfig config) throws ConfigException {
        Optional<Path> authority = config.network().tls().flatMap(CoordinatorConfig.Tls::authority);
        try {
            if (authority.isPresent()) {
                Authorities.read(authority.get());
            }
        } catch (PemException wrong) {
            throw config.mistake("tls.authority", String.valueOf(wrong.getMessage()));
        }
    }

    private static Coordinator listening(CoordinatorConfig config, CoordinatorOptions options)
            throws ConfigException, CommandException, IOException {
        try {
            return Coordinator.start(options);
        } catch (PemException wrong) {
            throw config.mistake("tls", wrong.getMessage() + "; ./tributary certs makes such files");
        } catch (NotWholeException damaged) {
            throw new CommandException(String.valueOf(damaged.getMessage()), damaged);
        } catch (StoreException | ClusterException unreachable) {
            throw new CommandException(words(unreachable), unreachable);
        } catch (Exception failed) {
            if (bindFailure(failed).isPresent()) {
                throw config.mistake("listen", "cannot listen on " + options.host() + ":" + options.port() + ": "
                        + bindFailure(failed).get().getMessage() + "; choose another port, or end what listens there");
            }
            throw failed;
        }
    }

    private static String words(RuntimeException failed) {
        return failed.getMessage() + (failed.getCause() == null ? "" : ": " + failed.getCause().getMessage());
    }

    private static Optional<Throwable> bindFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof java.net.UnknownHostException
                    || cause instanceof java.nio.channels.UnresolvedAddressException) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** What is copied to devices: whom they are to believe. Nothing of it is secret. */
    private void provision(CoordinatorConfig config, CoordinatorOptions options) throws IOException {
        Path trust = Files.createDirectories(config.directory().resolve(TRUST));
        VerifyingKey owner = options.ownerKeys().getFirst();
        coordinator.provide(trust.resolve(TrustFile.NAME),
                () -> new TrustFile(owner, coordinator.publicKey(), coordinator.keys().links(1)).write(trust));
        Optional<Path> authority = config.network().tls().flatMap(CoordinatorConfig.Tls::authority);
        coordinator.provide(trust.resolve(AUTHORITY), () -> {
            if (authority.isPresent()) {
                DurableFile.replace(trust.resolve(AUTHORITY), Files.readAllBytes(authority.get()));
            } else {
                Files.deleteIfExists(trust.resolve(AUTHORITY));
            }
        });
    }

    private void report(CoordinatorConfig config, Consumer<String> said) {
        said.accept("listening on " + coordinator.uri()
                + config.network().address().map(address -> ", known to devices as " + address).orElse(""));
        said.accept("devices need a copy of " + config.directory().resolve(TRUST) + "; plans are believed of "
                + config.access().owners().getFirst());
        said.accept("operators show the token in " + config.cluster()
                .map(cluster -> ClusterConfig.Secret.ADMIN.in(cluster.secrets()))
                .orElseGet(() -> config.directory().resolve("admin.token")));
        config.cluster().ifPresent(cluster -> said.accept("member " + cluster.members().member() + " of cluster "
                + cluster.members().cluster() + ", which other members reach at " + coordinator.memberAddress()));
        said.accept("Ctrl-C ends it; started again it goes on where it was");
    }

    /** Where it listens. */
    public URI uri() {
        return coordinator.uri();
    }

    @Override
    public void close() throws IOException {
        try {
            coordinator.close();
        } finally {
            lock.close();
        }
    }
}
