package io.tributary.cli.server;

import io.tributary.cli.server.ClusterConfig.Buckets;
import io.tributary.cli.server.ClusterConfig.Database;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code cluster} of a coordinator's file. */
final class ClusterSections {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_SEEDS = 64;
    private static final int MAX_WAIT = 60;
    private static final Form<String> NAME = text("a name of [a-z0-9-]{1,64}", "[a-z0-9-]{1,64}", "m");
    private static final Form<String> ADDRESS =
            text("a private address of this machine such as 10.0.0.5", "[0-9a-zA-Z:.\\[\\]-]{1,253}", "127.0.0.1");
    private static final Form<String> SEED = text("host:port", "[^\\s:]+:[0-9]{1,5}", "127.0.0.1:5701");
    private static final Form<String> URL =
            text("a JDBC address such as jdbc:postgresql://db.example.org/tributary", "jdbc:postgresql:[^\\s]{1,500}",
                    "jdbc:postgresql:x");
    private static final Form<String> WORD = text("a word", "[^\\s\\p{Cntrl}]{1,255}", "word");
    private static final Form<String> BUCKET =
            text("the name of a bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "bucket");

    private ClusterSections() {}

    /** The section, which its caller ends. */
    static ClusterConfig read(Section cluster) {
        Section listen = cluster.requireSection("listen");
        String member = cluster.find("member", NAME).orElseGet(ClusterSections::hostName);
        String name = cluster.require("name", NAME);
        String host = listen.require("host", ADDRESS);
        int port = listen.require("port", Forms.whole(0, MAX_PORT));
        listen.end();
        List<String> seeds = cluster.find("seeds", Forms.list(SEED, 1, MAX_SEEDS)).orElse(List.of());
        Duration wait = Duration.ofSeconds(cluster.get("joinWait", Forms.whole(0, MAX_WAIT), 2));
        ClusterSettings settings = settings(listen, name, member, host, port, seeds, wait);
        return new ClusterConfig(cluster.find("chunkMegabytes", Forms.whole(1, ClusterSettings.MOST_MEGABYTES))
                .map(settings::withChunkMegabytes).orElse(settings),
                cluster.require("secrets", Forms.path()), database(cluster.requireSection("database")),
                buckets(cluster.requireSection("objects")));
    }

    private static ClusterSettings settings(Section listen, String name, String member, String host,
            int port, List<String> seeds, Duration wait) {
        try {
            return new ClusterSettings(name, member, host, port, seeds, wait);
        } catch (IllegalArgumentException wrong) {
            listen.complain("host", String.valueOf(wrong.getMessage()));
            return ClusterSettings.loopback("stand-in", "stand-in");
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        } catch (UnknownHostException nameless) {
            return "member";
        }
    }

    private static Database database(Section section) {
        Database database = new Database(section.require("url", URL), section.require("user", WORD));
        section.end();
        return database;
    }

    private static Buckets buckets(Section section) {
        Buckets buckets = new Buckets(
                section.find("endpoint",
                        Forms.address("an address such as https://s3.example.org", Set.of("https", "http"))),
                section.get("region", WORD, "us-east-1"), section.require("bucket", BUCKET),
                section.require("keyBucket", BUCKET), section.find("prefix", WORD).orElse(""),
                section.get("pathStyle", Forms.truth(), false));
        section.end();
        return buckets;
    }

    private static Form<String> text(String expected, String pattern, String standIn) {
        return Forms.text(expected, Pattern.compile(pattern), standIn);
    }
}
