package io.tributary.experiments.deployment;

/** The run could not be brought to its end. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public RunFailedException(String why) {
        super(why);
    }
}
