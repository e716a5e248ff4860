package io.tributary.localcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A local cluster as a process of its own: {@code LocalClusterMain DIRECTORY}. It prints one line of JSON ({@link ClusterAccess#parse} reads
 * it) when both parts answer, and runs until its standard input ends or it gets a SIGTERM. Each line of standard input ends or starts a
 * part: {@code stop}, {@code kill} or {@code start}, then {@code postgres} or {@code s3}. It is answered by {@code done}, or by
 * {@code failed} and why. Exit 0; 2 if it does not start.
 */
public final class LocalClusterMain {
    private static final int WRONG = 2;

    private LocalClusterMain() {}

    /**
     * Starts it, and returns when it has ended.
     *
     * @param arguments the directory alone
     */
    public static void main(String[] arguments) throws InterruptedException {
        // Nobody listens to a log here: PostgreSQL has its own file, and who asks the store is told what failed.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("local-cluster: give it one argument, its directory");
            return WRONG;
        }
        try (LocalCluster cluster = LocalCluster.start(Path.of(arguments[0]))) {
            System.out.println(cluster.access().json());
            obey(cluster, System.out);
            return 0;
        } catch (LocalClusterException wrong) {
            System.err.println("local-cluster: " + wrong.getMessage());
            return WRONG;
        }
    }

    private static void obey(LocalCluster cluster, PrintStream out) throws InterruptedException {
        Map<String, Part> parts = Map.of("postgres", cluster.postgres(), "s3", cluster.s3());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(answer(line.strip(), parts).replace('\n', ' '));
            }
        } catch (IOException gone) {
            // The one who started it has gone, and so does this.
        }
    }

    private static String answer(String line, Map<String, Part> parts) throws InterruptedException {
        String[] words = line.split(" ", 2);
        Part part = words.length == 2 ? parts.get(words[1]) : null;
        if (part == null) {
            return "failed: say stop, kill or start, and postgres or s3";
        }
        try {
            switch (words[0]) {
                case "stop" -> part.stop();
                case "kill" -> part.kill();
                case "start" -> part.start();
                default -> {
                    return "failed: say stop, kill or start";
                }
            }
            return "done";
        } catch (LocalClusterException failed) {
            return "failed: " + failed.getMessage();
        }
    }
}
