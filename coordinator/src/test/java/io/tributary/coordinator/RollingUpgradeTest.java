package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.cluster.MessageVersions;
import io.tributary.coordinator.store.sql.NextBuild;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members, replaced one after the other by members of the next build, which adds to the schema and reads a newer version of messages;
 * then one goes back. A round is played after each step, and no update is lost.
 */
@Timeout(240)
class RollingUpgradeTest {
    private static final MessageVersions NEXT =
            new MessageVersions(MessageVersions.OF_THIS_BUILD.oldest(), MessageVersions.OF_THIS_BUILD.newest() + 1);
    private static final int ROUNDS = 5;

    private final Path directory;
    private final ClusterWorld world;
    private final TestCoordinator like;
    private final List<TestCoordinator> members = new ArrayList<>();
    private final List<TestDevice> devices = new ArrayList<>();

    RollingUpgradeTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.world = ClusterWorld.in(directory);
        try (TestCoordinator closed = TestCoordinator.start()) {
            this.like = closed;
        }
    }

    @AfterEach
    void stop() {
        members.forEach(TestCoordinator::close);
    }

    private TestCoordinator start(String member, MessageVersions messages) throws IOException {
        List<String> seeds = members.stream().map(known -> known.coordinator().memberAddress()).toList();
        return like.member(directory.resolve(member), world.member(new ClusterSettings(world.name(), member,
                "127.0.0.1", 0, seeds, Duration.ZERO, messages)));
    }

    private void replace(int number, String by, MessageVersions messages) throws Exception {
        members.remove(number).close();
        members.add(number, start(by, messages));
        for (int at = 0; at < devices.size(); at++) {
            devices.get(at).movedTo(members.get(at));
        }
    }

    private void play(String run, int round) throws Exception {
        for (TestDevice device : devices) {
            device.checkIn();
        }
        for (TestDevice device : devices) {
            device.takePart(0.5f, 1);
        }
        for (TestCoordinator member : members) {
            TestCoordinator.await("round " + round + " is over", () -> member.view(run).history().size() >= round);
        }
    }

    @Test
    void aRunGoesOnWhileMembersAreReplacedByThoseOfTheNextBuildAndBack() throws Exception {
        for (int number = 0; number < 3; number++) {
            members.add(start("m" + number, MessageVersions.OF_THIS_BUILD));
            devices.add(TestDevice.enrolled(members.get(number), "d" + number));
        }
        String run = members.get(1).startRun(Plans.closeAll(3, ROUNDS));
        play(run, 1);
        NextBuild.migrates(world.database()); // as its first member does, while all others work
        for (int number = 0; number < 3; number++) {
            replace(number, "next" + number, NEXT);
            play(run, number + 2);
        }
        replace(0, "back", MessageVersions.OF_THIS_BUILD);
        play(run, ROUNDS);

        TestCoordinator.await("the run is over",
                () -> members.get(0).view(run).status() == RunView.Status.FINISHED);
        assertEquals(List.of(3, 3, 3, 3, 3), members.get(2).view(run).history().stream()
                .map(over -> over.reports().accepted()).toList());
        float[] expected = new float[devices.get(0).model("test-model", ROUNDS).length];
        Arrays.fill(expected, 0.5f * ROUNDS);
        assertArrayEquals(expected, devices.get(2).model("test-model", ROUNDS));
    }
}
