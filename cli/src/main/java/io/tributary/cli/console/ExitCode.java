package io.tributary.cli.console;

/** What the process says when it ends. */
public final class ExitCode {
    /** All went well, and everything expected was met. */
    public static final int OK = 0;
    /** A run failed, is paused or learned nothing, or something broke that the user cannot be expected to mend. */
    public static final int FAILED = 1;
    /** A mistake in the command or the config, or something around the program that the user can mend. */
    public static final int USER_ERROR = 2;
    /** The experiment ran, but what its config expects was not met. */
    public static final int NOT_MET = 3;
    /** Stopped by Ctrl-C: 128 + SIGINT, as shells have it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
