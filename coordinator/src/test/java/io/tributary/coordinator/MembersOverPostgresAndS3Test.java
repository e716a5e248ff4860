package io.tributary.coordinator;

import io.tributary.coordinator.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class MembersOverPostgresAndS3Test extends MembersShareRunsContract {
    private final Path directory;
    private @Nullable ClusterWorld world;

    MembersOverPostgresAndS3Test(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    TestCoordinator member(TestCoordinator like, ClusterSettings settings) throws IOException {
        ClusterWorld shared = world == null ? ClusterWorld.in(directory) : world;
        world = shared;
        return like.member(directory.resolve(settings.member()), shared.member(settings));
    }
}
