package io.tributary.cli.server;

import io.tributary.cli.server.CoordinatorConfig.Access;
import io.tributary.cli.server.CoordinatorConfig.Kept;
import io.tributary.cli.server.CoordinatorConfig.Limits;
import io.tributary.cli.server.CoordinatorConfig.Listen;
import io.tributary.cli.server.CoordinatorConfig.Network;
import io.tributary.cli.server.CoordinatorConfig.Oidc;
import io.tributary.cli.server.CoordinatorConfig.Runs;
import io.tributary.cli.server.CoordinatorConfig.Tls;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.OidcIssuer;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.retention.AuditHistory;
import io.tributary.coordinator.retention.RunHistory;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.experiments.config.ConfigFile;
import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Origins;
import io.tributary.experiments.yaml.Problems;
import io.tributary.experiments.yaml.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a coordinator's file, section by section. */
final class CoordinatorSections {
    private static final int LONGEST_LIFE_DAYS = 3650;
    private static final int USUAL_LIFE_DAYS = 90;
    private static final int MAX_CLIENTS = 64;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_THREADS = 256;
    private static final int MAX_VERSIONS = 1_000_000;
    private static final int MAX_RUNS = 1_000_000;
    private static final int MAX_AT_ONCE = 1_000;
    private static final long LARGEST_QUOTA = 1L << 50;
    private static final int LONGEST_AGE_DAYS = 36_500;
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final Form<String> HOST = words("a host name or address such as 127.0.0.1", "127.0.0.1");

    private static final Form<String> RANGE = Forms.text("an address or a range such as 10.0.0.0/8",
            Pattern.compile("[0-9a-fA-F:.]{2,45}(/\\d{1,3})?"), "127.0.0.1");
    private static final int MAX_PROXIES = 64;
    private static final int USUAL_CONNECTIONS = AccessOptions.USUAL_CONNECTIONS;

    private CoordinatorSections() {}

    static CoordinatorConfig read(Path file, List<String> overrides) throws ConfigException {
        return read(file, overrides, new Problems());
    }

    /** Notes the keys that were asked for as well. */
    static CoordinatorConfig read(Path file, List<String> overrides, Problems problems) throws ConfigException {
        Mapping mapping = ConfigFile.sections(ConfigText.read(file, overrides),
                "a coordinator (directory, listen, tls, owners, ...)");
        Section root = new Section(problems, "", mapping);
        CoordinatorConfig config = new CoordinatorConfig(root.require("directory", Forms.path()), network(root),
                access(root), root.find("evaluate", Forms.path()), retention(root), runs(root),
                root.find("aggregationThreads", Forms.whole(1, MAX_THREADS)),
                optional(root, "cluster", ClusterSections::read), file, new Origins(mapping));
        root.end();
        problems.throwIfAny();
        combinations(config, problems);
        problems.throwIfAny();
        return config;
    }

    private static Network network(Section root) {
        return new Network(listen(root.requireSection("listen")), tls(root), root.find("address",
                Forms.address("an address such as https://federation.example.org", Set.of("https", "http"))),
                optional(root, "proxy", section -> section.require("trusted", Forms.list(RANGE, 1, MAX_PROXIES)))
                        .orElse(List.of()));
    }

    private static Access access(Section root) {
        return new Access(root.require("owners", Forms.list(Forms.path(), 1, 16)),
                root.get("enrolment", Forms.oneOf(List.of("tokens", "open")), "tokens").equals("open"),
                root.get("certificateLife", Forms.days(LONGEST_LIFE_DAYS), Duration.ofDays(USUAL_LIFE_DAYS)),
                limits(root), optional(root, "oidc", CoordinatorSections::oidc),
                optional(root, "models", section -> section.get("public", Forms.truth(), false)).orElse(false));
    }

    private static Listen listen(Section section) {
        Listen listen = new Listen(section.get("host", HOST, "127.0.0.1"),
                section.require("port", Forms.whole(0, MAX_PORT)));
        section.end();
        return listen;
    }

    private static Optional<Tls> tls(Section root) {
        if (root.node("tls").isEmpty()) {
            root.complain("tls", "is missing; expected a section with certificate and key, as ./tributary certs "
                    + "makes them, or off for plain HTTP on loopback");
        }
        return optional(root, "tls", section -> new Tls(section.require("certificate", Forms.path()),
                section.require("key", Forms.path()), section.find("clientAuthorities", Forms.path()),
                section.find("authority", Forms.path())));
    }

    private static Optional<Limits> limits(Section root) {
        return root.node("limits").isEmpty() ? Optional.of(new Limits(20, 200, USUAL_CONNECTIONS))
                : optional(root, "limits",
                        section -> new Limits(section.get("perDevice", Forms.whole(1, MAX_RATE), 20),
                                section.get("perAddress", Forms.whole(1, MAX_RATE), 200),
                                section.get("connections", Forms.whole(1, MAX_RATE), USUAL_CONNECTIONS)));
    }

    private static Kept retention(Section root) {
        return root.node("retention").isEmpty()
                ? new Kept(Retention.DEFAULT, RunHistory.DEFAULT, AuditHistory.DEFAULT)
                : optional(root, "retention", CoordinatorSections::kept)
                        .orElse(new Kept(Retention.ALL, RunHistory.ALL, AuditHistory.ALL));
    }

    private static Kept kept(Section section) {
        int versions = section.get("versions", Forms.whole(1, MAX_VERSIONS), Retention.DEFAULT.versions());
        RunHistory runs = new RunHistory(section.get("runs", Forms.whole(1, MAX_RUNS), RunHistory.DEFAULT.runs()),
                section.find("runAge", Forms.days(LONGEST_AGE_DAYS)));
        Optional<Duration> auditAge = section.find("auditAge", Forms.days(LONGEST_AGE_DAYS));
        return new Kept(new Retention(versions), runs,
                auditAge.isPresent() ? new AuditHistory(auditAge) : AuditHistory.DEFAULT);
    }

    private static Runs runs(Section root) {
        Section section = root.section("runs");
        Runs runs = new Runs(
                section.get("atOnce", Forms.whole(1, MAX_AT_ONCE), CoordinatorOptions.USUAL_RUNS_AT_ONCE),
                optional(section, "quota", CoordinatorSections::quota).orElse(RunQuota.NONE));
        section.end();
        return runs;
    }

    private static RunQuota quota(Section section) {
        return new RunQuota(section.get("inFlight", Forms.bytes(LARGEST_QUOTA), RunQuota.NONE.inFlight()),
                section.get("cores", Forms.whole(1, MAX_THREADS), RunQuota.NONE.cores()),
                section.get("disk", Forms.bytes(LARGEST_QUOTA), RunQuota.NONE.disk()));
    }

    private static Oidc oidc(Section section) {
        Form<URI> keys = Forms.address("a file: or https: address, or http: on loopback",
                Set.of("file", "https", "http"));
        return new Oidc(section.require("issuer", words("the iss of its tokens", "issuer")),
                section.require("audience", words("the aud of its tokens", "audience")),
                section.require("keys", keys),
                section.require("clients", Forms.list(words("the id of a client", "client"), 1, MAX_CLIENTS)),
                section.get("types", Forms.list(Forms.oneOf(OidcIssuer.TYPES), 1, OidcIssuer.TYPES.size()),
                        OidcIssuer.ACCESS_TOKENS));
    }

    /** A section that may be left out, or said to be off. */
    private static <T> Optional<T> optional(Section root, String key, Function<Section, T> read) {
        Optional<Node> node = root.node(key).map(Node.Entry::value);
        if (node.isEmpty() || (node.get() instanceof Node.Scalar scalar && scalar.text().equals("off"))) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Mapping)) {
            root.complain(key, "expected a section, or off, found " + node.get().describe());
            return Optional.empty();
        }
        Section section = root.section(key);
        Optional<T> value = Optional.of(read.apply(section));
        section.end();
        return value;
    }

    private static void combinations(CoordinatorConfig config, Problems problems) {
        boolean loopback = OwnAddress.isLoopback(config.network().listen().host());
        if (config.network().tls().isEmpty() && !loopback) {
            problems.add(config.origins().of("tls"), "tls: off is for loopback alone, and listen.host is "
                    + config.network().listen().host()
                    + "; make certificates: ./tributary certs --out DIR --host NAME");
        }
        if (config.access().openEnrolment() && !loopback) {
            problems.add(config.origins().of("enrolment"), "enrolment: open is for loopback alone, and listen.host is "
                    + config.network().listen().host() + "; allowed: tokens");
        }
        Optional<URI> known = config.network().address();
        if (known.isPresent() && !Set.of("", "/").contains(String.valueOf(known.get().getRawPath()))) {
            problems.add(config.origins().of("address"), "address: " + known.get() + " has a path, which no client can "
                    + "follow; behind a proxy, give the coordinator a host name or a port of its own");
        }
        if (config.access().openEnrolment() && known.isPresent()
                && !OwnAddress.isLoopback(String.valueOf(known.get().getHost()))) {
            problems.add(config.origins().of("enrolment"), "enrolment: open is for loopback alone, and address is "
                    + known.get() + "; allowed: tokens");
        }
        if (ANY_ADDRESS.contains(config.network().listen().host()) && config.network().address().isEmpty()) {
            problems.add(config.origins().of("address"),
                    "address: is missing; with listen.host " + config.network().listen().host()
                            + " devices must be told a name, such as https://federation.example.org");
        }
    }

    private static Form<String> words(String expected, String standIn) {
        return Forms.text(expected, Pattern.compile("[^\\s\\p{Cntrl}]{1,512}"), standIn);
    }
}
