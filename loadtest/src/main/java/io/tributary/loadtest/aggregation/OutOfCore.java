package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.protocol.chunk.VectorDigest;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Closing a round over updates that fit no memory: drawn from a seed whenever a chunk is read. Prints seconds, GB/s of updates, and
 * the peak of the heap, two models included.
 *
 * <p>{@code TRIBUTARY_JAVA_OPTS=-Xmx1g loadtest/bench out-of-core UPDATES VALUES RULE...}
 */
public final class OutOfCore {
    private OutOfCore() {}

    /** Takes the number of updates, of values in each, and which rules. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int values = Integer.parseInt(args[1]);
        List<BenchedRule> rules = Arrays.stream(args).skip(2).map(BenchedRule::of).toList();
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "%d updates of %d values: %.1f GB; a heap of %d MiB, %d threads%n", count,
                values,
                AggregationBenchmark.gigabytes(count, values), Runtime.getRuntime().maxMemory() >> 20, threads);
        try (RangeExecutor executor = new ThreadRangeExecutor(threads)) {
            for (BenchedRule rule : rules) {
                measure(rule, count, values, executor);
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void measure(BenchedRule rule, int count, int values, RangeExecutor executor) throws Exception {
        Job job = new Job(rule.title(), rule, new DrawnUpdates(count, values), values);
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long began = System.nanoTime();
        job.run(executor);
        double seconds = (System.nanoTime() - began) / 1e9;
        long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(Locale.ROOT, "%-20s %8.1f s %7.2f GB/s  peak heap %5d MiB  model %s%n", rule.title(), seconds,
                AggregationBenchmark.gigabytes(count, values) / seconds, peak >> 20,
                VectorDigest.of(job.next()).hex().substring(0, 12));
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
