package io.tributary.coordinator.admission;

import java.util.HashMap;
import java.util.Map;

/** Counts open connections, all together and those of each network, and says which one is too many. Thread-safe, never blocks. */
public final class ConnectionCaps {
    private final int most;
    private final int mostOfNetwork;
    private final Map<String, Integer> ofNetwork = new HashMap<>();
    private int open;

    /** Whether a connection may be. */
    public enum Verdict {
        TAKEN, TOO_MANY, TOO_MANY_OF_NETWORK
    }

    /**
     * None is open yet.
     *
     * @param most of all together, at least 1
     * @param mostOfNetwork of one network, at least 1
     */
    public ConnectionCaps(int most, int mostOfNetwork) {
        if (most < 1 || mostOfNetwork < 1) {
            throw new IllegalArgumentException("caps must be at least 1, not " + most + " and " + mostOfNetwork);
        }
        this.most = most;
        this.mostOfNetwork = mostOfNetwork;
    }

    /**
     * A connection was opened. It counts if the answer is {@link Verdict#TAKEN}, and is to be given back then.
     *
     * @param network address or network of the peer
     * @param shared whether many peers come from it, as from a proxy: it has no cap of its own then
     */
    public synchronized Verdict open(String network, boolean shared) {
        if (open >= most) {
            return Verdict.TOO_MANY;
        }
        int there = ofNetwork.getOrDefault(network, 0);
        if (!shared && there >= mostOfNetwork) {
            return Verdict.TOO_MANY_OF_NETWORK;
        }
        ofNetwork.put(network, there + 1);
        open++;
        return Verdict.TAKEN;
    }

    /** A connection that counted was closed. */
    public synchronized void close(String network) {
        open--;
        ofNetwork.computeIfPresent(network, (_, there) -> there == 1 ? null : there - 1);
    }

    /** How many are open. */
    public synchronized int open() {
        return open;
    }

    /** How many there may be. */
    public int most() {
        return most;
    }
}
