package io.tributary.experiments.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SiblingJvmTest {
    /** Says what it was given, and ends. */
    public static final class Echo {
        private Echo() {}

        /** The program. */
        public static void main(String[] args) {
            System.out.println(String.join(",", args) + " " + Runtime.getRuntime().maxMemory() / (1 << 20));
            System.err.println("opened " + Object.class.getModule().isOpen("java.nio", Echo.class.getModule()));
            System.exit(7);
        }
    }

    /** Ignores all requests to end. */
    public static final class Stubborn {
        private Stubborn() {}

        /** The program. */
        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> waitForever()));
            System.out.println("up");
            waitForever();
        }

        private static void waitForever() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts a child that would live forever, and says which. */
    public static final class Parent {
        private Parent() {}

        /** The program. */
        public static void main(String[] args) throws IOException, InterruptedException {
            BlockingQueue<String> up = new LinkedBlockingQueue<>();
            SiblingJvm child =
                    SiblingJvm.start(new SiblingLaunch("child", Patient.class, List.of(), List.of(), up::add, up::add));
            up.take();
            System.out.println(child.pid());
            new CountDownLatch(1).await();
        }
    }

    /** Starts a child that falls silent, and says whether virtual threads still run beside it. */
    public static final class Virtual {
        private Virtual() {}

        /** The program. */
        public static void main(String[] args) throws IOException, InterruptedException {
            BlockingQueue<String> up = new LinkedBlockingQueue<>();
            try (SiblingJvm child = SiblingJvm
                    .start(new SiblingLaunch("child", Patient.class, List.of(), List.of(), up::add, up::add))) {
                up.take();
                System.out.println(Thread.ofVirtual().start(() -> {}).join(Duration.ofSeconds(20)) && child.isAlive());
            }
        }
    }

    /** Has last words. */
    public static final class Polite {
        private Polite() {}

        /** The program. */
        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("farewell")));
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }

    /** Waits. */
    public static final class Patient {
        private Patient() {}

        /** The program. */
        public static void main(String[] args) throws InterruptedException {
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Test
    void itHasTheArgumentsTheFlagsAndTheClassPathOfThisJvm() throws Exception {
        SiblingLaunch launch = new SiblingLaunch("echo", Echo.class, List.of("a b", "c"), List.of("-Xmx64m"),
                line -> lines.add("out " + line), line -> lines.add("err " + line));
        try (SiblingJvm echo = SiblingJvm.start(launch)) {
            assertEquals(7, echo.exit().get(60, TimeUnit.SECONDS));
        }
        assertTrue(lines.stream().anyMatch(line -> line.matches("out a b,c (6[0-4]|5\\d)")), lines::toString);
        assertTrue(lines.contains("err opened true"), lines::toString);
    }

    @Test
    void forwardedLinesCarryItsName() throws Exception {
        try (SiblingJvm echo =
                SiblingJvm.start(SiblingLaunch.forwarding("echo", Echo.class, List.of("x"), lines::add))) {
            echo.exit().get(60, TimeUnit.SECONDS);
        }
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("[echo] x ")), lines::toString);
    }

    @Test
    void itsLastWordsAreHeard() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (SiblingJvm polite = SiblingJvm
                .start(new SiblingLaunch("polite", Polite.class, List.of(), List.of(), said::add, lines::add))) {
            assertEquals("up", said.take());
            polite.stop(Duration.ofSeconds(30));
            assertEquals("farewell", said.poll(), lines::toString);
        }
    }

    @Test
    void oneThatDoesNotListenIsKilledAfterTheGracePeriod() throws Exception {
        BlockingQueue<String> up = new LinkedBlockingQueue<>();
        try (SiblingJvm stubborn = SiblingJvm
                .start(new SiblingLaunch("stubborn", Stubborn.class, List.of(), List.of(), up::add, lines::add))) {
            assertEquals("up", up.take());
            stubborn.stop(Duration.ofMillis(100));
            assertFalse(stubborn.isAlive());
            assertEquals(137, stubborn.exit().get());
        }
    }

    @Test
    void aSilentSiblingKeepsNoVirtualThreadWaiting() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        List<String> oneCarrier = List.of("-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        try (SiblingJvm parent = SiblingJvm
                .start(new SiblingLaunch("parent", Virtual.class, List.of(), oneCarrier, ran::add, lines::add))) {
            assertEquals(0, parent.exit().get(90, TimeUnit.SECONDS), lines::toString);
            assertEquals("true", ran.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void itEndsWhenItsParentIsKilled() throws Exception {
        BlockingQueue<String> pid = new LinkedBlockingQueue<>();
        try (SiblingJvm parent = SiblingJvm
                .start(new SiblingLaunch("parent", Parent.class, List.of(), List.of(), pid::add, lines::add))) {
            ProcessHandle child = ProcessHandle.of(Long.parseLong(pid.take())).orElseThrow();
            assertTrue(ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly());
            assertEquals(child, child.onExit().get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatTwoProcessesCannotShareIsLeftOut() {
        assertEquals(List.of("-Xmx1g", "--add-opens=java.base/java.nio=ALL-UNNAMED"),
                SiblingLaunch.shared(List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket,address=5005",
                        "-javaagent:coverage.jar", "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-XX:StartFlightRecording=filename=x")));
    }
}
