package io.tributary.coordinator;

import io.tributary.coordinator.cluster.ClusterSettings;

class MembersOverMemoryTest extends MembersShareRunsContract {
    @Override
    TestCoordinator member(TestCoordinator like, ClusterSettings settings) {
        return like.member(settings);
    }
}
