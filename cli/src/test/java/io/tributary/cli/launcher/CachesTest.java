package io.tributary.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.launcher.Checkout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's caches of classes: when they are made, and who starts with which. */
@Timeout(120)
@EnabledIf(value = "io.tributary.cli.launcher.LauncherTest#hasBash",
        disabledReason = "the launcher is a bash script, and there is no /bin/bash")
class CachesTest {
    @TempDir
    private Path folder;
    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Checkout.in(folder, false).without("TRIBUTARY_AOT");
    }

    private Path caches() {
        return checkout.root.resolve("target/launcher-aot");
    }

    private Path lock() {
        return checkout.root.resolve("target/launcher-aot.lock.d");
    }

    /** Waits until so many were begun, and the last has put everything in its place. */
    private void awaitTrainings(int count) throws Exception {
        while (checkout.trainings() < count || Files.exists(lock())) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertEquals(count, checkout.trainings());
    }

    private List<String> made() throws IOException {
        try (Stream<Path> files = Files.list(caches())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void cachesAreMadeOnceWhenTheProgramHasEndedAndNothingIsSaidOfIt() throws Exception {
        Ended first = checkout.run("run");
        assertEquals("tributary: building (first use, about a minute) ...\n", first.err());
        awaitTrainings(1);
        assertEquals(List.of("command.aot", "coordinator.aot", "key", "run.aot"), made());
        assertEquals("", checkout.run("run").err());
        Files.writeString(checkout.root.resolve(".mvn/jvm-flags"), "-Dother=flags");
        checkout.run("run");
        awaitTrainings(2);
    }

    @Test
    void whileTheProgramRunsNoneIsMade() throws Exception {
        checkout.with("TRIBUTARY_AOT", "off").run();
        Files.writeString(folder.resolve("jdk/bin/java"), "#!/usr/bin/env bash\nread -r line\n");
        Process running = checkout.without("TRIBUTARY_AOT").start("coordinator");
        TimeUnit.SECONDS.sleep(2);
        assertEquals(0, checkout.trainings());
        running.getOutputStream().close();
        Checkout.end(running);
        awaitTrainings(1);
    }

    @Test
    void anotherBuildHasCachesOfItsOwn() throws Exception {
        checkout.run("run");
        awaitTrainings(1);
        Files.delete(checkout.root.resolve("coordinator/target/tributary-coordinator-1.2.jar"));
        TimeUnit.SECONDS.sleep(1); // a bash that compares seconds
        checkout.run("run");
        awaitTrainings(2);
    }

    @Test
    void whatDidNotWorkIsNotTriedAgainAndLeavesNoOldCache() throws Exception {
        checkout.run("run");
        awaitTrainings(1);
        Files.createFile(checkout.root.resolve("fail"));
        Files.writeString(checkout.root.resolve(".mvn/jvm-flags"), "-Dother=flags");
        checkout.run("run");
        awaitTrainings(2);
        assertEquals(List.of("key"), made());
        checkout.run("run");
        TimeUnit.SECONDS.sleep(2);
        awaitTrainings(2);
    }

    @Test
    void ofTwoThatStartAtOnceOneMakesThem() throws Exception {
        checkout.with("TRIBUTARY_AOT", "off").run();
        Path pause = Files.createFile(checkout.root.resolve("pause"));
        checkout.without("TRIBUTARY_AOT").run("run");
        checkout.run("run");
        TimeUnit.SECONDS.sleep(3);
        assertEquals(1, checkout.trainings());
        Files.delete(pause);
        awaitTrainings(1);
    }

    @Test
    void theLockOfADeadOwnerIsTaken() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(Files.createDirectories(lock()).resolve("owner"), dead.pid() + "\n");
        checkout.run("run");
        awaitTrainings(1);
    }

    @Test
    void aCommandStartsWithTheCacheOfItsKindAndWithoutAWord() throws Exception {
        checkout.run();
        awaitTrainings(1);
        for (String[] kind : new String[][] {{"run", "run"}, {"device", "run"}, {"coordinator", "coordinator"},
            {"runs", "command"}, {"--help", "command"}}) {
            String out = checkout.run(kind[0]).out();
            assertTrue(
                    out.contains("argument -Xlog:aot*=off\nargument -Xlog:cds*=off\nargument -XX:AOTCache=" + caches()
                            + "/" + kind[1] + ".aot\n"),
                    out);
        }
        assertFalse(checkout.with("TRIBUTARY_AOT", "off").run("run").out().contains("-XX:AOT"));
    }

    @Test
    void aCacheIsNotMadeOfWhatIsOutOfDate() throws Exception {
        Ended ended = checkout.with("TRIBUTARY_AOT", "record=x").run("run");
        assertEquals(1, ended.code());
        assertEquals(0, checkout.builds());
    }
}
