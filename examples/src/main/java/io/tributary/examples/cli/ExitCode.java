package io.tributary.examples.cli;

/** What the process says when it ends. */
final class ExitCode {
    /** All went well, and everything expected was met. */
    static final int OK = 0;
    /** Something broke that the user cannot be expected to mend. */
    static final int FAILED = 1;
    /** A mistake in the command or the config. */
    static final int USER_ERROR = 2;
    /** The experiment ran, but what its config expects was not met. */
    static final int NOT_MET = 3;
    /** Stopped by Ctrl-C: 128 + SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
