package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesHazelcast {
    private UsesHazelcast() {}

    static Class<?> known() {
        return com.hazelcast.core.HazelcastInstance.class;
    }
}
