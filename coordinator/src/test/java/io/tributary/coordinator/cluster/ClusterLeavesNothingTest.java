package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A node that ended, or never started, leaves no thread and no port behind. */
class ClusterLeavesNothingTest {
    @Test
    void aPortInUseFailsTheStartAndLeavesNothing() throws IOException {
        Set<String> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterSettings settings =
                    new ClusterSettings("taken", "late", "127.0.0.1", taken.getLocalPort(), List.of(),
                            Duration.ZERO);

            ClusterException failed = assertThrows(ClusterException.class, () -> Cluster.start(settings));

            assertTrue(failed.getMessage().contains("late"), failed.getMessage());
        }
        requireNoMoreThan(before);
    }

    @Test
    void closingLeavesNoThreadAndNoPort() throws IOException {
        Set<String> before = threads();
        ClusterNode node = Cluster.start(ClusterSettings.loopback("test", "short-lived"));
        int port = Integer.parseInt(node.address().substring(node.address().indexOf(':') + 1));
        ClusterNode alone = ClusterNode.local("alone");

        node.close();
        alone.close();

        requireNoMoreThan(before);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, free.getLocalPort());
        }
    }

    /** Threads alive, but for those of the JVM's pool and of HTTP clients of other tests: a node has neither. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool")
                        && !thread.getName().startsWith("HttpClient-"))
                .map(thread -> thread.getName() + "#" + thread.threadId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireNoMoreThan(Set<String> before) {
        Eventually.holds(() -> more(before).isEmpty(), () -> "still there: " + more(before));
    }

    private static Set<String> more(Set<String> before) {
        Set<String> more = threads();
        more.removeAll(before);
        return more;
    }
}
