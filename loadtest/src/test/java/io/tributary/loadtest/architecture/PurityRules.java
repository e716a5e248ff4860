package io.tributary.loadtest.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.File;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * What code must not reach for. The round machine gets time and randomness as arguments, so that a seed replays it.
 *
 * @param root package of all modules
 */
record PurityRules(String root) {
    /** Packages of the coordinator that the web API asks. */
    private static final List<String> WEBLESS =
            List.of("upload", "channel", "device", "metrics", "access", "audit", "selection");

    Stream<Rule> all() {
        return Stream.of(
                new Rule("a round knows no network, no cluster, no database", round().dependOnClassesThat()
                        .resideInAnyPackage("io.vertx..", "com.hazelcast..", "java.sql..", "javax.sql..", "org.jdbi..",
                                "java.net..")
                        .allowEmptyShould(true), "coordinator.round.KnowsVertx", "coordinator.round.KnowsSql"),
                new Rule("what decides for the web API imports no web type", noClasses().that()
                        .resideInAnyPackage(WEBLESS.stream().map(name -> root + ".coordinator." + name + "..")
                                .toArray(String[]::new))
                        .should().dependOnClassesThat().resideInAPackage("io.vertx..").allowEmptyShould(true),
                        WEBLESS.stream().map(name -> "coordinator." + name + ".ImportsVertx").toList()),
                new Rule("what plays a run does not know its controller", noClasses().that()
                        .resideInAPackage(root + ".coordinator.run..").and()
                        .haveNameNotMatching(".*\\.(RunController|PlayedRuns|ShownRuns|Runs|OpenRounds)(\\$.*)?")
                        .should().dependOnClassesThat(nameMatching(".*\\.coordinator\\.run\\.RunController"))
                        .allowEmptyShould(true), "coordinator.run.LoopThatHoldsItsController"),
                new Rule("a round reads no clock", readsNoClock(), "coordinator.round.HoldsAClock",
                        "coordinator.round.AsksForNow",
                        "coordinator.round.CountsNanoseconds"),
                new Rule("a round draws nothing that is not seeded", drawsNothingAmbient(),
                        "coordinator.round.DrawsUnseeded",
                        "coordinator.round.DrawsFromTheThread", "coordinator.round.DrawsUuids",
                        "coordinator.round.Shuffles"),
                new Rule("standard streams belong to the command line",
                        noClasses().that()
                                .resideOutsideOfPackages(root + ".cli..", root + ".experiments.progress..",
                                        root + ".localcluster..", root + ".loadtest..")
                                .should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true),
                        "coordinator.Prints"),
                new Rule("files are made durable in one place",
                        noClasses().that()
                                .resideOutsideOfPackages(root + ".secureagg.file..", root + ".loadtest..")
                                .should().callMethodWhere(target(owner(assignableTo(FileChannel.class)))
                                        .and(target(name("force"))))
                                .orShould().accessField(StandardCopyOption.class, "ATOMIC_MOVE")
                                .allowEmptyShould(true),
                        "coordinator.SyncsAFile", "coordinator.MovesAFile"),
                new Rule("files are written in one place, which follows no links",
                        noClasses().that()
                                .resideOutsideOfPackages(root + ".secureagg.file..", root + ".loadtest..")
                                .should().callMethodWhere(target(owner(assignableTo(Files.class)))
                                        .and(target(nameMatching("write.*|newOutputStream|newBufferedWriter"))))
                                .orShould().callConstructor(FileOutputStream.class, File.class)
                                .orShould().callConstructor(FileOutputStream.class, String.class)
                                .allowEmptyShould(true),
                        "coordinator.WritesAFile"),
                new Rule("nobody makes objects from Java's serialized form",
                        noClasses().should().dependOnClassesThat(assignableTo(ObjectInputStream.class))
                                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.beans.XMLDecoder")
                                .orShould().callMethodWhere(target(nameMatching("(activate|enable)DefaultTyping.*")))
                                .allowEmptyShould(true),
                        "coordinator.ReadsObjects", "coordinator.ReadsTypesByName"),
                new Rule("nobody uses java.util.logging",
                        noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..")
                                .allowEmptyShould(true),
                        "coordinator.LogsAnyhow"));
    }

    private ClassesShould round() {
        return noClasses().that().resideInAPackage(root + ".coordinator.round..").should();
    }

    private ArchRule readsNoClock() {
        return round().dependOnClassesThat(assignableTo(Clock.class))
                .orShould()
                .callMethodWhere(
                        target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(System.class)))
                        .and(target(nameMatching("currentTimeMillis|nanoTime"))))
                .allowEmptyShould(true);
    }

    private ArchRule drawsNothingAmbient() {
        return round().dependOnClassesThat(assignableTo(ThreadLocalRandom.class)).orShould()
                .dependOnClassesThat(assignableTo(SecureRandom.class)).orShould().callConstructor(Random.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID").orShould().callMethod(Math.class, "random").orShould()
                .callMethodWhere(target(owner(equivalentTo(Collections.class))).and(target(name("shuffle")))
                        .and(target(rawParameterTypes(List.class))))
                .allowEmptyShould(true);
    }
}
