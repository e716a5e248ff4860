package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.coordinator.cluster.Cluster;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.protocol.Reason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sessions of two members, in a memory of this process and in that of Hazelcast. */
class SharedSessionsTest {
    @Nested
    class InOneProcess extends MembersContract {
        private final MemorySharedMaps memory = new MemorySharedMaps();

        @Override
        List<SharedMaps> maps() {
            return List.of(memory, memory);
        }

        @Test
        void whenTheMemoryIsLostNothingOfBeforeIsGoodAsAfterARestart() throws Exception {
            Device ann = population.enrolled("ann");
            String token = one.open(ann);
            String proof = one.proof(ann, one.sessions().nonce());
            one.open(ann, proof);

            memory.lose();

            refused(Reason.UNAUTHENTICATED, () -> one.require(token));
            refused(Reason.UNAUTHENTICATED, () -> two.require(token));
            refused(Reason.USE_DPOP_NONCE, () -> one.open(ann, proof));
            refused(Reason.USE_DPOP_NONCE, () -> two.open(ann, proof));
            assertEquals("ann", two.require(one.open(ann)));
            assertEquals("ann", one.require(two.open(ann)));
        }

        @Test
        void aMemberThatWasNotToldAsksWhenADeviceComesForTheFirstTime() throws Exception {
            Device ann = population.enrolled("ann");
            memory.untold(true);
            String first = one.open(ann);
            String second = one.open(ann);

            two.sessions().follow("ann");
            assertEquals("ann", two.require(second));

            refused(Reason.SUPERSEDED, () -> two.require(first));
            population.pass(Sessions.LENGTH.minusSeconds(1));
            two.sessions().follow("ann");
            soonRefused(Reason.SUPERSEDED, two, first);
        }

        @Test
        void whileMembersAreSilentSessionsHoldAndNoneIsOpened() throws Exception {
            Device ann = population.enrolled("ann");
            String token = one.open(ann);
            memory.down(true);

            assertEquals("ann", two.require(token));
            assertEquals("ann", one.require(token));
            refused(Reason.UNAVAILABLE, () -> one.open(ann));
            refused(Reason.UNAVAILABLE, () -> two.open(ann));

            memory.down(false);
            assertEquals("ann", one.require(two.open(ann)));
        }

        @Test
        void aProofThatWasRefusedForTooManyIsNotRemembered() throws Exception {
            Device ann = population.enrolled("ann");
            for (int i = 0; i < UsedNonces.MOST_OF_A_DEVICE; i++) {
                one.open(ann);
            }
            refused(Reason.RATE_LIMITED, () -> one.open(ann));
            assertEquals(UsedNonces.MOST_OF_A_DEVICE, memory.size(SharedMaps.Kind.USED));
        }

        @Test
        void whatIsToldOfSecretsHoldsNone() {
            SharedAccess access = new SharedAccess(memory, new NoEvents(), new byte[] {7, 7, 7});
            assertEquals("SharedAccess[secret]", access.toString());
            assertEquals("SessionKeys[secret]", SessionKeys.of(new byte[32], new byte[32]).toString());
            assertFalse(new SignedToken("ann", 77, 88).toString().contains("77"));
        }
    }

    @Nested
    class InHazelcast extends MembersContract {
        private static ClusterNode first;
        private static ClusterNode second;

        @BeforeAll
        static void start() {
            String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
            first = Cluster.start(ClusterSettings.loopback(cluster, "first"));
            second = joining(cluster, first);
        }

        private static ClusterNode joining(String cluster, ClusterNode other) {
            return Cluster.start(ClusterSettings.loopback(cluster, "second").withSeeds(List.of(other.address())));
        }

        @AfterAll
        static void close() {
            second.close();
            first.close();
        }

        @Override
        List<SharedMaps> maps() {
            return List.of(first.sharedMaps().orElseThrow(), second.sharedMaps().orElseThrow());
        }

        @Test
        void aMemberThatLeavesTakesNothingWithItAndWhenAllHaveLeftNothingOfBeforeIsGood() throws Exception {
            Device ann = population.enrolled("ann");
            String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
            String token;
            String proof;
            try (ClusterNode left = Cluster.start(ClusterSettings.loopback(cluster, "left"))) {
                Member stays = population.member(left.sharedMaps().orElseThrow(), "secret");
                try (ClusterNode leaving = joining(cluster, left)) {
                    Member leaves = population.member(leaving.sharedMaps().orElseThrow(), "secret");
                    proof = leaves.proof(ann, leaves.sessions().nonce());
                    token = leaves.open(ann, proof);
                }
                assertEquals("ann", stays.require(token));
                refused(Reason.UNAUTHENTICATED, () -> stays.open(ann, proof));
            }
            try (ClusterNode anew = Cluster.start(ClusterSettings.loopback(cluster, "left"))) {
                Member restarted = population.member(anew.sharedMaps().orElseThrow(), "secret");
                refused(Reason.UNAUTHENTICATED, () -> restarted.require(token));
                refused(Reason.USE_DPOP_NONCE, () -> restarted.open(ann, proof));
            }
        }
    }
}
