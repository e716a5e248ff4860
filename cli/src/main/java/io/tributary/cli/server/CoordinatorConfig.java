package io.tributary.cli.server;

import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.retention.AuditHistory;
import io.tributary.coordinator.retention.RunHistory;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.ConfigException.Problem;
import io.tributary.experiments.yaml.Origins;
import io.tributary.experiments.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A coordinator as its YAML file describes it. Whatever can be checked without other files has been. Immutable.
 *
 * @param directory where it keeps everything, or as a member of a cluster what is on its way to the others
 * @param network where it is found
 * @param access who may do what there
 * @param evaluate an experiment whose held-out data measures models of its own network
 * @param retention what is kept of the past
 * @param runs what runs may have
 * @param aggregationThreads threads that sum updates; one for each processor if empty
 * @param cluster what it shares with other members; everything is in its directory if empty
 * @param file where it was read
 * @param origins where each value was written
 */
public record CoordinatorConfig(Path directory, Network network, Access access, Optional<Path> evaluate,
        Kept retention, Runs runs, Optional<Integer> aggregationThreads, Optional<ClusterConfig> cluster, Path file,
        Origins origins) {
    /**
     * Where a coordinator is found.
     *
     * @param listen where it listens
     * @param tls its certificate; plain HTTP, on loopback alone, if empty
     * @param address under which devices know it, if not where it listens
     * @param proxies addresses and ranges of proxies that are believed when they say for whom they ask
     */
    public record Network(Listen listen, Optional<Tls> tls, Optional<URI> address, List<String> proxies) {
        /** Copies the list. */
        public Network {
            proxies = List.copyOf(proxies);
        }
    }

    /**
     * What is kept of the past.
     *
     * @param versions which versions of models
     * @param runs which runs that are over
     * @param audit how much of the audit log
     */
    public record Kept(Retention versions, RunHistory runs, AuditHistory audit) {}

    /**
     * What runs may have.
     *
     * @param atOnce most runs, each of another model, that are played here at once
     * @param quota what each of them may use
     */
    public record Runs(int atOnce, RunQuota quota) {}

    /**
     * Who may do what, and how often.
     *
     * @param owners files with keys that may sign plans, as {@code ./tributary keys} makes them; at least one
     * @param openEnrolment whether devices join without a token, on loopback alone
     * @param certificateLife how long a device's certificate holds
     * @param limits requests taken a second; no limit if empty
     * @param oidc whose tokens operators may show beside the admin token
     * @param publicModels whether anybody may read plans and models, not devices and operators alone
     */
    public record Access(List<Path> owners, boolean openEnrolment, Duration certificateLife, Optional<Limits> limits,
            Optional<Oidc> oidc, boolean publicModels) {
        /** Copies the list. */
        public Access {
            owners = List.copyOf(owners);
        }
    }

    /**
     * Where a coordinator listens.
     *
     * @param host name or address of this machine
     * @param port 0 for a free one
     */
    public record Listen(String host, int port) {}

    /**
     * The files of TLS, all PEM.
     *
     * @param certificate the coordinator's own
     * @param key of the certificate
     * @param clientAuthorities if set, whoever connects must show a certificate of one of these
     * @param authority what devices pin; copied to where they are told whom to trust
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthorities, Optional<Path> authority) {}

    /**
     * Requests taken a second, and connections.
     *
     * @param perDevice of one device
     * @param perAddress of one address
     * @param connections most connections of one address at once
     */
    public record Limits(int perDevice, int perAddress, int connections) {}

    /**
     * An OpenID provider.
     *
     * @param issuer exactly the {@code iss} of its tokens
     * @param audience what their {@code aud} must hold
     * @param keys address of its JWK set
     * @param clients ids of the clients whose tokens are taken
     * @param types the {@code typ} that its access tokens may have
     */
    public record Oidc(String issuer, String audience, URI keys, List<String> clients, List<String> types) {
        /** Copies the lists. */
        public Oidc {
            clients = List.copyOf(clients);
            types = List.copyOf(types);
        }
    }

    /**
     * Reads a file of at most 64 KiB.
     *
     * @param file relative to the working directory, as are the paths in it
     * @param overrides {@code path=value}; a later one wins
     * @throws ConfigException naming every mistake with its place
     */
    public static CoordinatorConfig read(Path file, List<String> overrides) throws ConfigException {
        return CoordinatorSections.read(file, overrides);
    }

    /**
     * The keys that a file like this may have, in the order in which they are read: those of the sections that it has.
     *
     * @throws ConfigException if it has mistakes
     */
    public static List<Problems.Asked> keys(Path file) throws ConfigException {
        Problems problems = new Problems();
        var _ = CoordinatorSections.read(file, List.of(), problems);
        return problems.asked();
    }

    /**
     * A mistake that shows only later, with its place.
     *
     * @param path of the value, {@code listen.port} for example
     * @param message what is wrong with it and what would be right
     */
    public ConfigException mistake(String path, String message) {
        return new ConfigException(List.of(new Problem(origins.of(path), path + ": " + message)));
    }
}
