package io.tributary.experiments.yaml;

import io.tributary.experiments.UserError;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be run. The message has one line a problem: {@code file:line:column: key: what is wrong, what
 * would be right}.
 */
public final class ConfigException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    /** At least one problem, in the order they were found. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    /** A configuration that cannot even be read. */
    public ConfigException(Origin origin, String message, Throwable cause) {
        super(new Problem(origin, message).toString(), cause);
    }

    /** One mistake, and where. */
    public record Problem(Origin origin, String message) {
        @Override
        public String toString() {
            return origin + ": " + message;
        }
    }
}
