package io.tributary.loadtest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which library is known where. A library that is known in one place cannot show in the signatures of another. Benchmarks
 * and peer comparisons, in loadtest, may use them all.
 *
 * @param root package of all modules
 */
record VendorRules(String root) {
    Stream<Rule> all() {
        return Stream.of(
                only("Arrow", List.of("org.apache.arrow.."), List.of("protocol.chunk.."), "UsesArrow"),
                only("metadata-extractor", List.of("com.drew..", "com.adobe.."), List.of("learning.image.."),
                        "UsesMetadataExtractor"),
                only("DJL", List.of("ai.djl.."), List.of("learning.djl.."), "UsesDjl"),
                only("Tink", List.of("com.google.crypto.tink.."), List.of("secureagg.."), "UsesTink"),
                only("SQL",
                        List.of("java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer.hikari..", "org.flywaydb..",
                                "org.sqlite..",
                                "org.postgresql.."),
                        List.of("coordinator.store.sql..", "localcluster.."), "UsesJdbc", "UsesJdbi", "UsesHikari"),
                only("Hazelcast", List.of("com.hazelcast..", "io.vertx.spi.cluster.."),
                        List.of("coordinator.cluster.."), "UsesHazelcast"),
                only("the AWS SDK", List.of("software.amazon.awssdk..", "org.apache.hc.."),
                        List.of("coordinator.store.object.s3.."), "UsesAwsSdk"),
                only("Vert.x", List.of("io.vertx.."),
                        List.of("client..", "coordinator", "coordinator.http..", "coordinator.cluster..",
                                "experiments.deployment..", "experiments.export.."),
                        "UsesVertx"),
                only("Nimbus", List.of("com.nimbusds.."), List.of("secureagg.identity..", "coordinator.access.."),
                        "UsesNimbus"),
                only("Bouncy Castle", List.of("org.bouncycastle.."),
                        List.of("cli.certs..", "coordinator.cluster.bus.."), "UsesBouncyCastle"),
                only("YAML", List.of("org.yaml..", "org.snakeyaml.."), List.of("experiments.yaml.."), "UsesYaml"),
                only("the JDK's HTTP client", List.of("java.net.http.."), List.of("operator.."), "UsesJdkHttp"),
                only("Micrometer", List.of("io.micrometer.."),
                        List.of("client", "coordinator", "coordinator.http..", "coordinator.metrics..", "spring.."),
                        "UsesMicrometer"),
                only("Caffeine", List.of("com.github.benmanes.caffeine.."), List.of("coordinator.."), "UsesCaffeine"),
                only("Bucket4j", List.of("io.github.bucket4j.."), List.of("coordinator.access.."), "UsesBucket4j"),
                only("picocli", List.of("picocli.."), List.of("cli.."), "UsesPicocli"),
                only("the progress bar", List.of("me.tongfei.progressbar..", "org.jline.."),
                        List.of("experiments.progress.."),
                        "UsesProgressBar", "UsesJLine"),
                only("s3proxy", List.of("org.gaul.."), List.of("localcluster.."), "UsesS3Proxy"),
                only("commons-compress and xz", List.of("org.apache.commons.compress..", "org.tukaani.."),
                        List.of("localcluster.."), "UsesCompress"),
                only("Logback", List.of("ch.qos.logback.."), List.of(), "UsesLogback"));
    }

    private Rule only(String library, List<String> packages, List<String> places, String... offenders) {
        String[] allowed = Stream.concat(places.stream(), Stream.of("loadtest..")).map(place -> root + "." + place)
                .toArray(String[]::new);
        return new Rule(library + " only in " + places,
                noClasses().that().resideOutsideOfPackages(allowed).should().dependOnClassesThat()
                        .resideInAnyPackage(packages.toArray(String[]::new)).allowEmptyShould(true),
                Arrays.stream(offenders).map(name -> "aggregation.vendor." + name).toArray(String[]::new));
    }
}
