package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.StrategySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rounds closed by one, two and three members come to the same model, to the last bit (I3, I10). */
class I3_RoundsClosedTogetherAreBitIdenticalTest {
    private static final List<ClusterNode> NODES = new ArrayList<>();

    @BeforeAll
    static void startThree() {
        String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
        for (String member : List.of("first", "second", "third")) {
            NODES.add(Team.start(cluster, member, NODES));
        }
    }

    @AfterAll
    static void closeAll() {
        NODES.forEach(ClusterNode::close);
    }

    static Stream<Arguments> strategies() {
        return Stream.of(new RuleSpec.Mean(), new RuleSpec.Median(), new RuleSpec.Krum(1),
                new RuleSpec.MultiKrum(1, null), new RuleSpec.ClippedMean(null), new RuleSpec.FlTrust(),
                new RuleSpec.CenteredClipping(null, 3), new RuleSpec.NearestNeighborMixing(1, new RuleSpec.Median()))
                .map(rule -> Arguments.of(rule.kind(), new StrategySpec(rule, StrategySpec.FEDAVG.server(),
                        StrategySpec.FEDAVG.weighting())))
                .flatMap(plain -> plain.get()[0].equals("mean")
                        ? Stream.of(plain, Arguments.of("fedAdam", Plans.fedAdam())) : Stream.of(plain));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void oneTwoOrThreeMembersComeToTheSameModel(String name, StrategySpec strategy) throws Exception {
        List<Content> alone = played(strategy, 1);
        assertEquals(alone, played(strategy, 2), "two members");
        assertEquals(alone, played(strategy, 3), "three members");
    }

    /** Two rounds, so that what a strategy remembers is read again. Nobody goes on before each member has written something. */
    private static List<Content> played(StrategySpec strategy, int count) throws Exception {
        try (Team team = new Team(strategy, I3_RoundsClosedTogetherAreBitIdenticalTest::trained)) {
            List<Team.Member> members = new ArrayList<>();
            CountDownLatch all = new CountDownLatch(count);
            for (ClusterNode node : NODES.subList(0, count)) {
                CountDownLatch first = new CountDownLatch(1);
                members.add(team.join(node, 1, (what, _, call) -> {
                    if (what.equals("ObjectWriter.append")) {
                        meet(first, all);
                    }
                    return call.make();
                }, Duration.ofSeconds(30)));
            }
            List<Content> versions = new ArrayList<>();
            for (int round = 1; round <= 2; round++) {
                ModelVersion version = team.close(members.getFirst(), round);
                assertEquals(round, version.manifest().version());
                versions.add(version.manifest().content());
            }
            assertTrue(team.packs() >= count + 1, () -> "the versions lie in " + team.packs() + " packs");
            return versions;
        }
    }

    private static TrainingOutcome trained(TrainingTask task) {
        float[] delta = new float[task.model().length];
        Arrays.fill(delta, 0.1f);
        return new TrainingOutcome(delta, 1, 0);
    }

    private static synchronized void arrive(CountDownLatch first, CountDownLatch all) {
        if (first.getCount() > 0) {
            first.countDown();
            all.countDown();
        }
    }

    private static void meet(CountDownLatch first, CountDownLatch all) throws InterruptedException {
        arrive(first, all);
        assertTrue(all.await(30, TimeUnit.SECONDS), "not every member wrote something");
    }
}
