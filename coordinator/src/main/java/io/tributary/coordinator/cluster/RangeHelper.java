package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IExecutorService;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Another member, as far as it works off ranges for this one. Thread-safe. */
public final class RangeHelper {
    private final IExecutorService executor;
    private final Member member;
    private final int version;
    private final MemberBytes bytes;

    /**
     * @param version of messages that the member reads
     * @param bytes counts orders and answers
     */
    RangeHelper(IExecutorService executor, Member member, int version, MemberBytes bytes) {
        this.bytes = bytes;
        this.executor = executor;
        this.member = member;
        this.version = version;
    }

    /** Names this process of the member: after a restart it is another. */
    public UUID id() {
        return member.getUuid();
    }

    /** The member's id. */
    public String name() {
        return String.valueOf(member.getAttribute(HazelcastMembership.MEMBER));
    }

    /** The newest version of messages that it and this member read. */
    int version() {
        return version;
    }

    /** How many ranges more it could work off at once: 0 if it does not work for others. Fails if the member is lost. */
    public CompletableFuture<Integer> freeCores() {
        return submit(new FreeCoresTask(version)).thenApply(free -> free.orElse(0));
    }

    /**
     * Has it pull numbers and work these ranges off, on one core.
     *
     * @param order what {@link RangeWorker#work} takes
     * @param kind as which its bytes count
     * @return what {@link RangeWorker#work} gives; empty if the member does not work for others. Fails if the member is lost
     */
    public CompletableFuture<Optional<byte[]>> work(RangeNumbers numbers, byte[] order, MemberBytes.Kind kind) {
        bytes.add(kind, order.length);
        return submit(new RangeTask(version, numbers.name(), order)).whenComplete((answer, _) -> {
            if (answer != null) {
                bytes.add(kind, answer.map(given -> given.length).orElse(0));
            }
        });
    }

    /** Tells it that a job is over; if that does not arrive, it finds out later. */
    public CompletableFuture<Optional<Boolean>> ended(String job) {
        return submit(new JobEndedTask(version, job));
    }

    private <R> CompletableFuture<Optional<R>> submit(Callable<@Nullable R> task) {
        CompletableFuture<Optional<R>> result = new CompletableFuture<>();
        try {
            executor.submitToMember(task, member, new ExecutionCallback<@Nullable R>() {
                @Override
                public void onResponse(@Nullable R response) {
                    result.complete(Optional.ofNullable(response));
                }

                @Override
                public void onFailure(Throwable failure) {
                    result.completeExceptionally(failure);
                }
            });
        } catch (HazelcastException | HazelcastInstanceNotActiveException | RejectedExecutionException failed) {
            result.completeExceptionally(failed);
        }
        return result;
    }
}
