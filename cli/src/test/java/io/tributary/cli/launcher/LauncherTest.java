package io.tributary.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.Interrupts;
import io.tributary.cli.launcher.Checkout.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@EnabledIf(value = "hasBash", disabledReason = "the launcher is a bash script, and there is no /bin/bash")
class LauncherTest {
    @TempDir
    private Path folder;
    private Checkout checkout;

    static boolean hasBash() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Checkout.in(folder, false);
    }

    @Test
    void theFirstUseBuildsAndSaysSoAndTheSecondDoesNot() throws Exception {
        Ended first = checkout.run("run", "a b.yaml");
        assertEquals(42, first.code(), first.err());
        assertEquals("tributary: building (first use, about a minute) ...\n", first.err());
        assertTrue(
                first.out().contains("argument io.tributary.cli.Tributary\nargument run\nargument a b.yaml\n"),
                first.out());
        assertTrue(first.out()
                .contains("argument " + checkout.root + "/cli/target/tributary-cli-1.2.jar:" + checkout.root
                        + "/coordinator/target/tributary-coordinator-1.2.jar\n"),
                first.out());
        assertEquals("", checkout.run("run").err());
        assertEquals(1, checkout.builds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator/src/main/New.java", "pom.xml", "bom/pom.xml", "learning/pom.xml"})
    void aSourceNewerThanTheBuildIsBuilt(String file) throws Exception {
        checkout.run();
        checkout.edit(file);
        String err = checkout.run().err();
        assertTrue(err.startsWith("tributary: building (") && err.endsWith(" has changed) ...\n"), err);
    }

    @Test
    void aTreeThatMovedIsBuiltAnew() throws Exception {
        checkout.run();
        Path moved = Files.move(checkout.root, folder.resolve("moved tree"));
        Ended ended = Checkout.end(checkout.start(moved.resolve("tributary")));
        assertTrue(ended.err().contains("building (the folder has moved)"), ended.err());
    }

    @Test
    void aJarThatIsGoneIsBuiltAnew() throws Exception {
        checkout.run();
        Files.delete(checkout.root.resolve("coordinator/target/tributary-coordinator-1.2.jar"));
        assertTrue(checkout.run().err().contains("tributary-coordinator-1.2.jar is gone"));
        assertEquals(42, checkout.run().code());
    }

    @Test
    void itWorksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), Path.of("tree/tributary"));
        assertEquals(42, Checkout.end(checkout.start(link)).code());
    }

    @Test
    void tooFewOpenFilesAreToldBeforeJavaFailsInItsOwnWords() throws Exception {
        Path limit = Files.writeString(folder.resolve("limit"), "ulimit -n 64\n");
        Ended ended = checkout.with("BASH_ENV", limit.toString()).run("run");
        assertEquals(2, ended.code(), ended.err());
        assertTrue(ended.err().contains("may open only 64 files; at least 256 are needed"), ended.err());
    }

    @Test
    void aFailedBuildShowsTheLogAndLeavesNoStamp() throws Exception {
        Files.createFile(checkout.root.resolve("fail"));
        Ended ended = checkout.run();
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("[ERROR] no such symbol\n"), ended.err());
        assertTrue(ended.err().contains("target/launcher-build.log"), ended.err());
        assertEquals(List.of("launcher-build.log"), left());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoThatStartAtOnceOneBuildsAndTheOtherWaits(boolean flock) throws Exception {
        Checkout shared = Checkout.in(Files.createDirectory(folder.resolve("two")), flock);
        Path pause = Files.createFile(shared.root.resolve("pause"));
        Process first = shared.start();
        assertEquals("tributary: building (first use, about a minute) ...", first.errorReader().readLine());
        Process second = shared.start();
        assertEquals("tributary: another start is building, waiting for it", second.errorReader().readLine());
        Files.delete(pause);
        assertEquals(42, Checkout.end(first).code());
        Ended waited = Checkout.end(second);
        assertEquals(42, waited.code(), waited.err());
        assertEquals(1, shared.builds());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBuildThatIsInterruptedLeavesNeitherStampNorLockNorProcess(boolean flock) throws Exception {
        Interrupts.assumeHeard();
        Checkout interrupted = Checkout.in(Files.createDirectory(folder.resolve("int")), flock);
        Path pause = Files.createFile(interrupted.root.resolve("pause"));
        Process process = interrupted.start();
        BufferedReader err = process.errorReader();
        assertEquals("tributary: building (first use, about a minute) ...", err.readLine());
        await(() -> interrupted.builds() == 1);
        List<ProcessHandle> children = process.descendants().toList();
        assertFalse(children.isEmpty());
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        assertEquals("tributary: build interrupted", err.readLine());
        assertEquals(130, Checkout.end(process).code());
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
        Files.delete(pause);
        assertEquals(42, interrupted.run().code());
        assertEquals(2, interrupted.builds());
    }

    @Test
    void theLockOfADeadOwnerIsTaken() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(checkout.root.resolve("target/launcher.lock.d"));
        Files.writeString(lock.resolve("owner"), dead.pid() + "\n");
        assertEquals(42, checkout.run().code());
        assertFalse(Files.exists(lock));
    }

    @Test
    void anOldJdkIsRefusedWithWhatIsNeeded() throws Exception {
        Ended ended = checkout.with("TRIBUTARY_JAVA_HOME", checkout.jdk("old", "21.0.4").toString()).run();
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("is not the home of a JDK 25 or later"), ended.err());
    }

    @Test
    void javaHomeComesBeforeTheUsualPlacesUnlessItIsOld() throws Exception {
        checkout.jdk("home/.sdkman/candidates/java/99.0.9", "99.0.9");
        Path newest = checkout.jdk("home/.jdks/newest", "99.0.10");
        Path own = checkout.jdk("own", "25");
        checkout.without("TRIBUTARY_JAVA_HOME").with("JAVA_HOME", own.toString());
        assertTrue(checkout.run().out().contains("java of " + own + "\n"));
        checkout.with("JAVA_HOME", checkout.jdk("old", "17.0.1").toString());
        assertTrue(checkout.run().out().contains("java of " + newest + "\n"));
    }

    @Test
    void withoutAnyJdkItSaysWhatToInstall() throws Exception {
        Path search = checkout.root.resolve(".mvn/jdk.sh");
        String script = Files.readString(search);
        Files.writeString(search,
                script.replace("/usr/lib/jvm/*", "/none/*").replace("/opt/", "/none/")
                        .replace("/Library/Java/JavaVirtualMachines/*", "/none/*"));
        Ended ended = checkout.without("TRIBUTARY_JAVA_HOME").run();
        assertEquals(1, ended.code());
        assertTrue(ended.err().startsWith("tributary: needs a JDK 25 or later, and found none\n"), ended.err());
        assertTrue(ended.err().contains("apt-get install openjdk-25-jdk-headless"), ended.err());
        assertEquals(0, checkout.builds());
    }

    @Test
    void whatTheUserSetIsKept() throws Exception {
        Ended ended = checkout.with("GLIBC_TUNABLES", "glibc.malloc.check=1").with("TRIBUTARY_HEAP", "3g")
                .with("TRIBUTARY_JAVA_OPTS", "-Da=1 -Db=2").run();
        assertTrue(
                ended.out()
                        .contains("GLIBC_TUNABLES=glibc.malloc.check=1:glibc.malloc.hugetlb=1 OPT_OUT_TRACKING=true"),
                ended.out());
        assertTrue(ended.out().contains("argument -Xmx3g\n"), ended.out());
        assertTrue(ended.out().contains("argument -Da=1\nargument -Db=2\n"), ended.out());
        assertTrue(checkout.with("GLIBC_TUNABLES", "glibc.malloc.hugetlb=0").run().out()
                .contains("GLIBC_TUNABLES=glibc.malloc.hugetlb=0 "));
    }

    @Test
    void namesAreReadAsUtf8WhateverTheLocale() throws Exception {
        checkout.run();
        assertEquals("LC_ALL=C.UTF-8 LC_CTYPE= LANG=", locale());
        assertEquals("LC_ALL=C.UTF-8 LC_CTYPE= LANG=en_US.UTF-8", locale("LC_ALL", "C", "LANG", "en_US.UTF-8"));
        assertEquals("LC_ALL=C.UTF-8 LC_CTYPE= LANG=de_DE", locale("LANG", "de_DE"));
    }

    @Test
    void aLocaleOfUtf8IsKept() throws Exception {
        checkout.run();
        assertEquals("LC_ALL= LC_CTYPE= LANG=de_DE.UTF-8", locale("LANG", "de_DE.UTF-8"));
        assertEquals("LC_ALL= LC_CTYPE=C.utf8 LANG=C", locale("LC_CTYPE", "C.utf8", "LANG", "C"));
    }

    /** The locale that the JVM is started with, and nothing is said of it. */
    private String locale(String... variables) throws Exception {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            checkout.without(name);
        }
        for (int i = 0; i < variables.length; i += 2) {
            checkout.with(variables[i], variables[i + 1]);
        }
        Ended ended = checkout.run();
        return ended.out().lines().filter(line -> line.startsWith("LC_ALL=")).findFirst().orElseThrow() + ended.err();
    }

    @Test
    void theFlagsOfTheTreeAreTakenFromTheirFiles() throws Exception {
        String out = checkout.run().out();
        assertTrue(out.contains("argument @" + checkout.root + "/.mvn/jvm-flags\nargument @" + checkout.root
                + "/.mvn/jvm-flags-25\n"), out);
    }

    @Test
    void aHeapThatIsNoSizeIsRefused() throws Exception {
        Ended ended = checkout.with("TRIBUTARY_HEAP", "lots").run();
        assertEquals(2, ended.code());
        assertTrue(ended.err().contains("TRIBUTARY_HEAP=lots is not a size"), ended.err());
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(checkout.root.resolve("target"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)).get();
        }
    }
}
