package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task for another member. Its bytes begin with a version of {@link MessageVersions}, and may end with fields that an older build leaves unread; a member
 * whose build does not read the version does nothing. It finds the {@link RangeWorker} of its member in the user context.
 */
abstract class MemberTask<R> implements Callable<@Nullable R>, IdentifiedDataSerializable, HazelcastInstanceAware {
    /** Where members keep their worker. */
    static final String WORKER = "tributary.ranges.worker";

    private final int version;
    private final MessageVersions read;
    private boolean isKnown = true;
    private @Nullable HazelcastInstance hazelcast;

    /** To be written, in this version. */
    MemberTask(int version) {
        this.version = version;
        this.read = new MessageVersions(version, version);
    }

    /** To be read, if it is of one of these versions. */
    MemberTask(MessageVersions read) {
        this.version = read.newest();
        this.read = read;
    }

    @Override
    public final int getFactoryId() {
        return TaskFactory.ID;
    }

    @Override
    public final void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }

    /** What it gives; null on a member that has no worker yet, or whose build does not know this version of the task. */
    @Override
    public final @Nullable R call() {
        HazelcastInstance member = Objects.requireNonNull(hazelcast, "the task was sent to no member");
        return Optional.of(member).filter(_ -> isKnown).map(there -> there.getUserContext().get(WORKER))
                .map(worker -> run((RangeWorker) worker, member)).orElse(null);
    }

    abstract R run(RangeWorker worker, HazelcastInstance member);

    @Override
    public final void writeData(ObjectDataOutput out) throws IOException {
        out.writeInt(version);
        write(out);
    }

    @Override
    public final void readData(ObjectDataInput in) throws IOException {
        isKnown = read.reads(in.readInt());
        if (isKnown) {
            read(in);
        }
    }

    abstract void write(ObjectDataOutput out) throws IOException;

    abstract void read(ObjectDataInput in) throws IOException;
}
