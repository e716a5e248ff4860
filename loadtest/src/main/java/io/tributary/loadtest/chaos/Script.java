package io.tributary.loadtest.chaos;

import java.util.random.RandomGenerator;

/** Says what happens to each connection of a proxy. Called on the event loop: return at once. */
@FunctionalInterface
public interface Script {
    /** A good network. */
    Script NOTHING = (connection, random) -> Treatment.NONE;

    /**
     * The treatment of a connection.
     *
     * @param connection 0 for the proxy's first, then one more each
     * @param random the connection's own generator, which follows from the proxy's seed and the number alone
     */
    Treatment next(int connection, RandomGenerator random);
}
