package io.tributary.coordinator.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.QueueConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.PartitionService;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranges of rounds that members work off for each other: tasks on the cluster's executor pull numbers of ranges from a shared queue. All of
 * it may be lost at any time, and nothing is lost with it: the owner of a round does what nobody else did. Thread-safe.
 */
public final class SharedRanges {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRanges.class);
    /** The attribute of a member that says which versions of messages its build reads. */
    static final String MESSAGES = "tributary.messages";
    private static final String NAME = "tributary.ranges";
    /** More than a member has cores: a member works on as many ranges as it has free cores, and refuses other tasks at once. */
    private static final int MOST_TASKS = 64;
    private static final int MOST_WAITING = 1024;
    private static final int MOST_NUMBERS = 1 << 16;
    private static final int SECONDS_UNUSED = 60;
    private static final int MOST_KEYS = 1000;
    private static final int MOST_TOLD = 1000;

    private final HazelcastInstance hazelcast;
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    SharedRanges(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /** What members must have for it. */
    static Config configure(Config config, MessageVersions messages) {
        config.getSerializationConfig().addDataSerializableFactory(TaskFactory.ID, new TaskFactory(messages));
        config.setUserContext(new ConcurrentHashMap<>());
        // A queue lives as long as its owner works on the pass: it needs no backup, and goes if the owner was killed.
        return config.addExecutorConfig(new ExecutorConfig(NAME, MOST_TASKS).setQueueCapacity(MOST_WAITING)
                .setStatisticsEnabled(false))
                .addQueueConfig(new QueueConfig(NAME + ".*").setBackupCount(0).setMaxSize(MOST_NUMBERS)
                        .setEmptyQueueTtl(SECONDS_UNUSED).setStatisticsEnabled(false));
    }

    /** From now on other members' tasks are worked off here, by this. */
    public void serve(RangeWorker worker) {
        hazelcast.getUserContext().put(MemberTask.WORKER, worker);
    }

    /** From now on tasks of other members come to nothing here. */
    public void stop() {
        try {
            hazelcast.getUserContext().remove(MemberTask.WORKER);
        } catch (HazelcastInstanceNotActiveException over) {
            LOG.debug("this member left the cluster already", over);
        }
    }

    /** An empty queue for one pass, on this member as long as no other joins: pulling from it costs least here. */
    public RangeNumbers numbers() {
        return new RangeNumbers(hazelcast, NAME + "." + UUID.randomUUID() + keyOfThisMember());
    }

    private String keyOfThisMember() {
        try {
            PartitionService partitions = hazelcast.getPartitionService();
            for (int key = 0; key < MOST_KEYS; key++) {
                Member owner = partitions.getPartition(String.valueOf(key)).getOwner();
                if (owner != null && owner.localMember()) {
                    return "@" + key;
                }
            }
        } catch (HazelcastInstanceNotActiveException closed) {
            return ""; // every use of the queue fails, and the ranges are worked off here
        }
        return "";
    }

    /** The other members whose builds read what this one writes; one whose build does not is told of in the log, once. */
    public List<RangeHelper> others() {
        return others(MessageVersions.OF_THIS_BUILD.oldest());
    }

    /** Those of them that read messages of this version. */
    public List<RangeHelper> others(int version) {
        try {
            return hazelcast.getCluster().getMembers().stream().filter(member -> !member.localMember())
                    .flatMap(member -> helper(member).stream()).filter(helper -> helper.version() >= version).toList();
        } catch (HazelcastInstanceNotActiveException closed) {
            return List.of();
        }
    }

    private Optional<RangeHelper> helper(Member member) {
        Optional<MessageVersions> theirs = MessageVersions.read(member.getAttribute(MESSAGES));
        MessageVersions ours = MessageVersions.read(hazelcast.getCluster().getLocalMember().getAttribute(MESSAGES))
                .orElse(MessageVersions.OF_THIS_BUILD);
        OptionalInt version = theirs.map(ours::inCommonWith).orElse(OptionalInt.empty());
        if (told.size() > MOST_TOLD) {
            told.clear(); // each start of a member has another id
        }
        if (version.isEmpty() && told.add(member.getUuid())) {
            LOG.warn("member {} gets no ranges to work off: its build reads messages {}, this one writes {}",
                    member.getAttribute(HazelcastMembership.MEMBER),
                    theirs.map(MessageVersions::text).orElse("of no version that it names"), ours.text());
        }
        return version.isEmpty() ? Optional.empty()
                : Optional.of(new RangeHelper(hazelcast.getExecutorService(NAME), member, version.getAsInt(),
                        MemberBytes.of(hazelcast)));
    }
}
