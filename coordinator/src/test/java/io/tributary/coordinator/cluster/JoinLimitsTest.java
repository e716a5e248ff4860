package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.cluster.impl.VersionMismatchException;
import io.tributary.coordinator.log.FaultLog;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class JoinLimitsTest {
    private final Queue<SubstituteLoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final JoinLimits limits = new JoinLimits(new FaultLog(new SubstituteLogger("joins", lines, false)));

    @Test
    void aThousandRefusalsOfOneKindAreOneLineWithoutTheWordsOfWhoAsks() {
        for (int number = 0; number < 1000; number++) {
            VersionMismatchException another = new VersionMismatchException("version 5.6." + number);
            assertThrows(VersionMismatchException.class, () -> limits.validate(new JoinRequest(), () -> {
                throw another;
            }));
        }

        assertEquals(1, lines.size());
    }

    @Test
    void whatMembersSayOfThemselvesIsWithinTheBounds() {
        Map<String, String> own = HazelcastConfig.of(ClusterSettings.loopback("c".repeat(64), "m".repeat(64)))
                .getMemberAttributeConfig().getAttributes();
        JoinLimits.require(own);
        assertTrue(own.size() < JoinLimits.MOST / 2, own::toString);
    }

    @Test
    void anAttributeMayBeSoLongAndNoLonger() {
        JoinLimits.require(Map.of(HazelcastMembership.MEMBER, "one", "x", "y".repeat(JoinLimits.LONGEST)));
        assertThrows(IllegalArgumentException.class, () -> JoinLimits
                .require(Map.of(HazelcastMembership.MEMBER, "one", "x", "y".repeat(JoinLimits.LONGEST + 1))));
        assertThrows(IllegalArgumentException.class, () -> JoinLimits
                .require(Map.of(HazelcastMembership.MEMBER, "one", "x".repeat(JoinLimits.LONGEST + 1), "y")));
    }
}
