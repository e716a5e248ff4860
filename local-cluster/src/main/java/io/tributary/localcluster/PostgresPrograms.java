package io.tributary.localcluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's programs, and how they are started here. They do not run as root: started by root, they run in a user namespace in which
 * nobody is.
 *
 * @param bin folder of the programs
 * @param log file that what they say is appended to
 * @param prefix words before the program's own
 */
record PostgresPrograms(Path bin, Path log, List<String> prefix) {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final int PATIENCE_SECONDS = 120;
    private static final int LAST_BYTES = 2000;

    /**
     * Unpacks them if need be.
     *
     * @throws LocalClusterException if they cannot run here
     */
    static PostgresPrograms unpackedIn(Path folder, Path log)
            throws IOException, LocalClusterException, InterruptedException {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && !mayMakeNamespaces()) {
            throw new LocalClusterException("PostgreSQL does not run as root, and this system or container refuses "
                    + "the user namespace (unshare -U) in which it would be nobody: start this as another user, or "
                    + "allow user namespaces");
        }
        PostgresArchive.unpack(folder);
        return new PostgresPrograms(folder.resolve("bin"), log, root ? NAMESPACE : List.of());
    }

    private static boolean mayMakeNamespaces() throws InterruptedException {
        List<String> command = new ArrayList<>(NAMESPACE);
        command.add("true");
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Starts one, and returns at once. No variable of this process' environment has a say in what it does. */
    Process start(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(new File("/dev/null")).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /**
     * Runs one to its end, for two minutes at most.
     *
     * @return its exit code
     */
    int run(String program, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(program, arguments);
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException(program + " has not ended within " + PATIENCE_SECONDS + " s");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The end of what they have said. */
    String lastWords() {
        try {
            String said = Files.readString(log, StandardCharsets.ISO_8859_1);
            return said.substring(Math.max(0, said.length() - LAST_BYTES)).strip();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
