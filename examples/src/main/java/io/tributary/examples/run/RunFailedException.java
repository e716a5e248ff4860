package io.tributary.examples.run;

/** The run could not be brought to its end. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    RunFailedException(String why) {
        super(why);
    }
}
