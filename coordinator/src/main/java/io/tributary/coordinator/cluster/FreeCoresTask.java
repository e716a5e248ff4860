package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;

/** Asks a member how many ranges more it could work off at once. */
final class FreeCoresTask extends MemberTask<Integer> {
    FreeCoresTask(int version) {
        super(version);
    }

    FreeCoresTask(MessageVersions read) {
        super(read);
    }

    @Override
    Integer run(RangeWorker worker, HazelcastInstance member) {
        return worker.freeCores();
    }

    @Override
    public int getClassId() {
        return TaskFactory.FREE_CORES;
    }

    @Override
    void write(ObjectDataOutput out) {}

    @Override
    void read(ObjectDataInput in) {}
}
