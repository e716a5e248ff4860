package io.tributary.experiments.deployment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A database and an object store on this machine, in a process of their own that ends when this one does. Its program is large and rarely
 * needed, so that it need not be on this process's class path: the property {@value #COMMAND} then names a command that prints its own.
 */
final class LocalClusterProcess implements AutoCloseable {
    static final String COMMAND = "tributary.localcluster";
    private static final String MAIN = "io.tributary.localcluster.LocalClusterMain";
    private static final int END_SECONDS = 20;

    private final Process process;
    private final StoreAccess access;

    private LocalClusterProcess(Process process, StoreAccess access) {
        this.process = process;
        this.access = access;
    }

    /** Starts it, and returns when both answer. */
    static LocalClusterProcess start(Path directory) throws IOException, InterruptedException, RunFailedException {
        Process process = new ProcessBuilder(command(directory)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        boolean started = false;
        try {
            BufferedReader lines = process.inputReader();
            String first = lines.readLine();
            if (first == null) {
                throw new RunFailedException(
                        "the database and the object store did not start; what they said stands above");
            }
            LocalClusterProcess cluster =
                    new LocalClusterProcess(process, new JsonMapper().readValue(first, StoreAccess.class));
            started = true;
            return cluster;
        } finally {
            if (!started) {
                process.destroy();
            }
        }
    }

    private static List<String> command(Path directory) throws IOException, InterruptedException, RunFailedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx256m", "-cp", classPath(), MAIN, directory.toString());
    }

    private static String classPath() throws IOException, InterruptedException, RunFailedException {
        if (LocalClusterProcess.class.getClassLoader().getResource(MAIN.replace('.', '/') + ".class") != null) {
            return System.getProperty("java.class.path");
        }
        String command = System.getProperty(COMMAND);
        if (command == null) {
            throw new RunFailedException("several members need the module local-cluster, which is not part of this "
                    + "program: use ./tributary of a checkout, which builds it");
        }
        Process printing = new ProcessBuilder("bash", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = printing.inputReader()) {
            String classPath = lines.readLine();
            if (printing.waitFor() != 0 || classPath == null) {
                throw new RunFailedException(
                        "the module local-cluster could not be built; what Maven said stands above");
            }
            return classPath;
        } finally {
            printing.destroy();
        }
    }

    /** How they are reached. */
    StoreAccess access() {
        return access;
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close(); // the end of its input tells it to end
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroy();
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
