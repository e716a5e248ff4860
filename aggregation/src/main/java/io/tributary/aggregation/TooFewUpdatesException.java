package io.tributary.aggregation;

/** The rule needs more updates than there are; thrown before any work. */
public final class TooFewUpdatesException extends AggregationException {
    private static final long serialVersionUID = 1;

    /** Says how many there are, and how many the rule needs. */
    public TooFewUpdatesException(String rule, int updates, int least) {
        super(rule + " needs at least " + least + " updates, not " + updates);
    }
}
