package io.tributary.coordinator.run;

/**
 * What one run may use, so that the others have something left. Immutable.
 *
 * @param inFlight most bytes of its incomplete uploads, once they are complete, as a member knows of them; at least 1
 * @param cores most cores of a member that sum its updates at once; at least 1
 * @param disk most bytes that are stored of it: the updates of its open round, incomplete or not, the chunks of the versions that it made,
 *     as far as they are kept, and its optimizer's state; at least 1
 */
public record RunQuota(long inFlight, int cores, long disk) {
    /** As much as there is. */
    public static final RunQuota NONE = new RunQuota(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    /** Of which one was passed: what operators call it in a config, and a label of metrics. */
    public enum Part {
        /** {@link RunQuota#inFlight}. */
        IN_FLIGHT("inFlight"),
        /** {@link RunQuota#disk}. */
        DISK("disk");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        /** The key in a config's section {@code runs.quota}. */
        public String key() {
            return key;
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public RunQuota {
        if (inFlight < 1 || cores < 1 || disk < 1) {
            throw new IllegalArgumentException("a quota must be at least 1, not inFlight " + inFlight + ", cores "
                    + cores + ", disk " + disk);
        }
    }

    /** Whether what is stored of a run need not be counted. */
    boolean hasAllDisk() {
        return disk == Long.MAX_VALUE;
    }
}
