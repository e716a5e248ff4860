package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.partition.PartitionService;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A map of Hazelcast without copies: each chunk is at one member. Values are bytes; what somebody else put there is dropped. After members did
 * not answer in time, they are not asked for ten seconds.
 */
final class HazelcastChunks implements MemberChunks {
    static final String NAME = "tributary.chunks";
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastChunks.class);
    /** More than an encoded chunk has. */
    private static final int MOST_BYTES = 1 << 20;
    private static final int SECONDS_UNUSED = 120;
    private static final long MILLIS_TO_ANSWER = 500;
    private static final long NANOS_OF_PAUSE = TimeUnit.SECONDS.toNanos(10);
    /** Chunks on their way to other members at once. */
    private static final int MOST_OFFERED = 32;

    private final IMap<String, Object> map;
    private final PartitionService partitions;
    private final MemberBytes bytes;
    private final Semaphore offers = new Semaphore(MOST_OFFERED);
    private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());

    HazelcastChunks(HazelcastInstance hazelcast) {
        this.map = hazelcast.getMap(NAME);
        this.partitions = hazelcast.getPartitionService();
        this.bytes = MemberBytes.of(hazelcast);
    }

    /** @param megabytes most MiB at each member, and a chunk more in each partition; those go that were used least lately */
    static Config configure(Config config, int megabytes) {
        return config.addMapConfig(new MapConfig(NAME).setBackupCount(0).setMaxIdleSeconds(SECONDS_UNUSED)
                .setStatisticsEnabled(false)
                .setEvictionConfig(new EvictionConfig().setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE).setSize(megabytes)));
    }

    @Override
    public Optional<byte[]> find(String sha256) {
        if (System.nanoTime() - pausedUntil.get() < 0) {
            return Optional.empty();
        }
        try {
            Object held = map.getAsync(sha256).toCompletableFuture().orTimeout(MILLIS_TO_ANSWER, TimeUnit.MILLISECONDS)
                    .join();
            if (held instanceof byte[] chunk && chunk.length <= MOST_BYTES) {
                count(sha256, chunk);
                return Optional.of(chunk);
            }
            if (held != null) {
                drop(sha256);
            }
        } catch (CompletionException | HazelcastException | IllegalStateException failed) {
            failed(sha256, failed);
        }
        return Optional.empty();
    }

    /** Bytes that lie at this member go nowhere. */
    private void count(String sha256, byte[] chunk) {
        Member owner = partitions.getPartition(sha256).getOwner();
        if (owner == null || !owner.localMember()) {
            bytes.add(MemberBytes.Kind.CHUNKS, chunk.length);
        }
    }

    private void failed(String sha256, RuntimeException failure) {
        if (failure instanceof HazelcastSerializationException
                || failure.getCause() instanceof HazelcastSerializationException) {
            drop(sha256); // of a class that is on no list
        } else {
            pausedUntil.set(System.nanoTime() + NANOS_OF_PAUSE);
        }
        LOG.debug("members do not say whether they hold chunk {}", sha256, failure);
    }

    @Override
    public void offer(String sha256, byte[] chunk) {
        if (chunk.length <= MOST_BYTES && offers.tryAcquire()) {
            begun(() -> {
                count(sha256, chunk);
                return map.setAsync(sha256, chunk).whenComplete((_, _) -> offers.release());
            }, offers::release);
        }
    }

    @Override
    public void drop(String sha256) {
        begun(() -> map.deleteAsync(sha256), () -> {});
    }

    private static void begun(Supplier<?> call, Runnable otherwise) {
        try {
            var _ = call.get();
        } catch (HazelcastException | IllegalStateException lost) {
            otherwise.run();
            LOG.debug("the chunks that members hold cannot be reached", lost);
        }
    }
}
