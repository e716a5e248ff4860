package io.tributary.loadtest.learning;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * One measurement.
 *
 * @param millis median wall time of a step
 * @param cpuMillis CPU time of the whole process, a step
 */
record StepTimes(double millis, double cpuMillis) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** CPU time of this process so far, in nanoseconds. */
    static long cpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** From the moments at which steps began, in nanoseconds, and the CPU time between the first and the last of them. */
    static StepTimes of(long[] starts, long cpuNanos) {
        double[] millis = new double[starts.length - 1];
        Arrays.setAll(millis, i -> (starts[i + 1] - starts[i]) / 1e6);
        return new StepTimes(median(millis), cpuNanos / 1e6 / millis.length);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
