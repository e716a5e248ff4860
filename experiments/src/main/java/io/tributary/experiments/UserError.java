package io.tributary.experiments;

/**
 * Marks an exception that the user can mend: a wrong option, a mistake in a config, a missing file. Its message says what
 * was wrong, where, and what would be right; the command prints it as it is, without a stack trace, and exits with 2.
 */
public interface UserError {
    /** For the user, complete; may have several lines. */
    String getMessage();
}
