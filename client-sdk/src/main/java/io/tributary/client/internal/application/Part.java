package io.tributary.client.internal.application;

/** What an application brings with it, in words. */
public enum Part {
    TRAINER("the trainer", true),
    LISTENER("the listener", false),
    CONDITIONS("the provider of conditions", true),
    DATA("the description of the data", true),
    PREDICTOR("the predictor", true);

    private final String words;
    private final boolean interrupted;

    Part(String words, boolean interrupted) {
        this.words = words;
        this.interrupted = interrupted;
    }

    /** Whether it is interrupted when nobody waits for it any more. */
    boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public String toString() {
        return words;
    }
}
