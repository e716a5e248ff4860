package io.tributary.coordinator.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections fit under the limit of open files of this process. A coordinator that runs out of descriptors accepts nothing and
 * can say nothing: not even its log file is opened again.
 */
public final class Descriptors {
    /** For the JVM, the database, logs and what is read and written. */
    static final int RESERVED = 512;
    /** Of what is left, a connection may need two: its own, and a file that it reads or writes. */
    private static final int OF_A_CONNECTION = 2;
    private static final int MOST = 100_000;
    private static final int FEWEST = 64;
    /** Where the system tells no limit. */
    private static final long UNKNOWN = 1 << 16;

    private Descriptors() {}

    /** The limit of this process. */
    public static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNKNOWN;
    }

    /**
     * Most connections under a limit.
     *
     * @throws IllegalStateException if too few fit; it says which limit would do
     */
    public static int connections(long limit) {
        long fit = (limit - RESERVED) / OF_A_CONNECTION;
        if (fit < FEWEST) {
            throw new IllegalStateException(
                    "this process may open " + limit + " files, which leaves room for " + Math.max(0, fit)
                            + " connections; it needs at least " + (RESERVED + OF_A_CONNECTION * FEWEST)
                            + ": raise LimitNOFILE of its systemd unit, or ulimit -n");
        }
        return (int) Math.min(MOST, fit);
    }
}
