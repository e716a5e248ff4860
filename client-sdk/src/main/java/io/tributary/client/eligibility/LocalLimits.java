package io.tributary.client.eligibility;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.protocol.Fields;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.plan.Requirements;
import java.lang.management.ManagementFactory;

/**
 * What an application gives to training at most. A plan that wants more is declined before its model is fetched: the threads of a plan
 * cannot be made fewer, because the bits of what is learned depend on them.
 *
 * @param threads at once, 1..4096
 * @param memoryBytes 1..2^50; compared with what a plan takes by an estimate: model, gradient, optimizer state, update and a batch
 */
public record LocalLimits(int threads, long memoryBytes) {
    /** No limit: as much as any plan may ask for. */
    public static final LocalLimits NONE = new LocalLimits(Requirements.MAX_CORES, Requirements.MAX_MEMORY);

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LocalLimits {
        Fields.within("threads", threads, 1, Requirements.MAX_CORES);
        Fields.within("memoryBytes", memoryBytes, 1, Requirements.MAX_MEMORY);
    }

    /** What this machine has, within these limits. The coordinator is told of it. */
    public Resources resources() {
        long memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Resources(Math.min(threads, Runtime.getRuntime().availableProcessors()),
                Math.max(1, Math.min(memoryBytes, memory)));
    }
}
