package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.collection.IQueue;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As much of Hazelcast as {@link SharedRanges} uses, for members in one process: a test carries what they ask each other. One thread at a time. */
public final class RangesOfOneProcess {
    private final Map<String, Queue<Integer>> queues = new TreeMap<>();
    /** Names of queues that were filled; a pass has one of its own. */
    private final Set<String> filled = new HashSet<>();
    private final Map<UUID, HazelcastInstance> members = new TreeMap<>();

    /** What lies between a member and the others. */
    public interface Carrier {
        /** The member uses a queue, which takes time. */
        void use();

        /** The member hands out numbers that were taken before, and of which it has no result. */
        void handOutAgain();

        /** Names of the members that it knows of, itself too. */
        SortedMap<UUID, String> members();

        /**
         * Has another member do something.
         *
         * @param answer takes what came of it, or the failure
         */
        void ask(UUID member, Callable<?> work, BiConsumer<@Nullable Object, @Nullable Throwable> answer);
    }

    /** The ranges of a member that comes. */
    public SharedRanges of(UUID self, Carrier carrier) {
        HazelcastInstance member = instance(self, carrier);
        members.put(self, member);
        return new SharedRanges(member);
    }

    /** A member goes. */
    public void went(UUID member) {
        members.remove(member);
    }

    /** All numbers are lost. */
    public void lose() {
        queues.clear();
    }

    private HazelcastInstance instance(UUID self, Carrier carrier) {
        Map<String, Object> context = new ConcurrentHashMap<>();
        Member here = member(self, self, carrier);
        return proxy(HazelcastInstance.class, Map.of(
                "getUserContext", _ -> context,
                "getQueue", given -> queue((String) given[0], carrier),
                "getCluster", _ -> cluster(self, carrier),
                "getExecutorService", _ -> executor(carrier),
                "getPartitionService", _ -> proxy(PartitionService.class, Map.of("getPartition",
                        _ -> proxy(Partition.class, Map.of("getOwner", _ -> here))))));
    }

    private static Cluster cluster(UUID self, Carrier carrier) {
        return proxy(Cluster.class, Map.of(
                "getLocalMember", _ -> member(self, self, carrier),
                "getMembers", _ -> {
                    Set<Member> known = new LinkedHashSet<>();
                    carrier.members().keySet().forEach(id -> known.add(member(id, self, carrier)));
                    return known;
                }));
    }

    private static Member member(UUID id, UUID self, Carrier carrier) {
        return proxy(Member.class, Map.of(
                "localMember", _ -> id.equals(self),
                "getUuid", _ -> id,
                "hashCode", _ -> id.hashCode(),
                "getAttribute", given -> given[0].equals(SharedRanges.MESSAGES) ? MessageVersions.OF_THIS_BUILD.text()
                        : String.valueOf(carrier.members().get(id))));
    }

    private IQueue<?> queue(String name, Carrier carrier) {
        return proxy(IQueue.class, Map.of(
                "poll", _ -> numbers(name, carrier).poll(),
                "size", _ -> numbers(name, carrier).size(),
                "addAll", given -> addAll(name, carrier, (Collection<?>) given[0]),
                "clear", _ -> queues.remove(name),
                "destroy", _ -> queues.remove(name)));
    }

    private boolean addAll(String name, Carrier carrier, Collection<?> some) {
        if (!filled.add(name)) {
            carrier.handOutAgain();
        }
        return numbers(name, carrier).addAll(some.stream().map(Integer.class::cast).toList());
    }

    private Queue<Integer> numbers(String name, Carrier carrier) {
        carrier.use();
        return queues.computeIfAbsent(name, _ -> new ArrayDeque<>());
    }

    private IExecutorService executor(Carrier carrier) {
        return proxy(IExecutorService.class, Map.of("submitToMember", given -> {
            MemberTask<?> task = (MemberTask<?>) given[0];
            UUID member = ((Member) given[1]).getUuid();
            carrier.ask(member, () -> run(task, member), (result, failure) -> heard(given[2], result, failure));
            return null;
        }));
    }

    @SuppressWarnings("unchecked") // of what a task gives
    private static void heard(Object callback, @Nullable Object result, @Nullable Throwable failure) {
        if (failure == null) {
            ((ExecutionCallback<@Nullable Object>) callback).onResponse(result);
        } else {
            ((ExecutionCallback<?>) callback).onFailure(failure);
        }
    }

    private @Nullable Object run(MemberTask<?> task, UUID member) {
        task.setHazelcastInstance(members.get(member));
        return task.call();
    }

    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], @Nullable Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, given) -> {
            Function<Object[], @Nullable Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            return answer.apply(given == null ? new Object[0] : given);
        }));
    }
}
