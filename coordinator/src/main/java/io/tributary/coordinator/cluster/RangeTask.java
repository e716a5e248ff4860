package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** Works off ranges whose numbers it pulls from a shared queue, on one core of a member. */
final class RangeTask extends MemberTask<byte[]> {
    private String queue;
    private byte[] order;

    /** To be read. */
    RangeTask(MessageVersions read) {
        super(read);
        this.queue = "";
        this.order = new byte[0];
    }

    RangeTask(int version, String queue, byte[] order) {
        super(version);
        this.queue = queue;
        this.order = order;
    }

    @Override
    byte[] run(RangeWorker worker, HazelcastInstance member) {
        return worker.work(order, new RangeNumbers(member, queue)::next);
    }

    @Override
    public int getClassId() {
        return TaskFactory.RANGES;
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeString(queue);
        out.writeByteArray(order);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        queue = in.readString();
        order = in.readByteArray();
    }
}
