package io.tributary.loadtest.members;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code loadtest/faults member-kills}: real devices, three real processes, a real database, a real {@code kill -9}. */
class I1_I2_KilledMembersTest {
    private static final MembersRun.Setting SHORT = new MembersRun.Setting(20, 3, 1, 2_000, 1);

    @Test
    @Timeout(300)
    void nothingAcknowledgedIsLostOrCountedTwiceWhenAMemberIsKilledInTheMiddleOfARound() throws Exception {
        MemberKills kills = new MemberKills();
        try (Members members = Members.open(3, "-Xmx256m")) {
            MembersRun.Outcome outcome = new MembersRun(members, SHORT).play(kills);
            assertEquals(SHORT.faults(), kills.resumed().sorted().size(), outcome::toString);
            assertTrue(outcome.reconciliation().receipts() > 0, outcome::toString);
            assertTrue(outcome.holds(), outcome::toString);
        }
    }
}
