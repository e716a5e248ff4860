package io.tributary.cli;

import io.tributary.experiments.run.LoopbackRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** The command line as a user has it, with what it says caught. Used by one thread, but for reading. */
final class Console {
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Sets a variable. */
    Console with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    /** Runs a command; its exit code. */
    int run(Object... words) {
        String[] line = java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        return Tributary.commandLine(new LoopbackRunner(), environment).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(line);
    }

    /** Runs a command that must go well; what it said. */
    String ok(Object... words) {
        int before = out.getBuffer().length();
        int code = run(words);
        if (code != 0) {
            throw new AssertionError("exit code " + code + ": " + err);
        }
        return out.toString().substring(before);
    }

    /** Runs a command that must fail with this code, in words; what it complained about. */
    String fails(int expected, Object... words) {
        int before = err.getBuffer().length();
        int code = run(words);
        String said = err.toString().substring(before);
        if (code != expected || said.isBlank() || said.contains("\tat ") || said.contains("unexpected failure")) {
            throw new AssertionError("exit code " + code + " where " + expected + " was expected: " + said);
        }
        return said;
    }

    /** All that went to standard output. */
    String said() {
        return out.toString();
    }
}
