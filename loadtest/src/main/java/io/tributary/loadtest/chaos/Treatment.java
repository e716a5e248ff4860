package io.tributary.loadtest.chaos;

/**
 * What happens to one connection.
 *
 * @param up to the bytes from whoever connected
 * @param down to the bytes of the answers
 */
public record Treatment(Fault up, Fault down) {
    /** A good network. */
    public static final Treatment NONE = new Treatment(Fault.NONE, Fault.NONE);

    /** Bad on the way up alone. */
    public static Treatment up(Fault fault) {
        return new Treatment(fault, Fault.NONE);
    }

    /** Bad on the way down alone. */
    public static Treatment down(Fault fault) {
        return new Treatment(Fault.NONE, fault);
    }
}
