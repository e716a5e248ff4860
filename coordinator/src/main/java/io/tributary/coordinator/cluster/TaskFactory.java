package io.tributary.coordinator.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the tasks that members send each other, and no other classes. Numbers are never used again for something else. */
final class TaskFactory implements DataSerializableFactory {
    static final int ID = 7301;
    static final int RANGES = 1;
    static final int FREE_CORES = 2;
    static final int JOB_ENDED = 3;

    private final MessageVersions read;

    /** @param read the versions that are understood */
    TaskFactory(MessageVersions read) {
        this.read = read;
    }

    @Override
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case RANGES -> new RangeTask(read);
            case FREE_CORES -> new FreeCoresTask(read);
            case JOB_ENDED -> new JobEndedTask(read);
            default -> throw new IllegalArgumentException("members send each other no class " + classId);
        };
    }
}
