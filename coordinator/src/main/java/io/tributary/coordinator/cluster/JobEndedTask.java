package io.tributary.coordinator.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** Tells a member that a job is over. */
final class JobEndedTask extends MemberTask<Boolean> {
    private String job;

    /** To be read. */
    JobEndedTask(MessageVersions read) {
        super(read);
        this.job = "";
    }

    JobEndedTask(int version, String job) {
        super(version);
        this.job = job;
    }

    @Override
    Boolean run(RangeWorker worker, HazelcastInstance member) {
        worker.ended(job);
        return true;
    }

    @Override
    public int getClassId() {
        return TaskFactory.JOB_ENDED;
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeString(job);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        job = in.readString();
    }
}
