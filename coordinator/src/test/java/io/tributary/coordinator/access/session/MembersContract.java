package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What holds at two members, whatever they share memory by. */
abstract class MembersContract {
    final Population population = new Population();
    /** Another one for each test: what an earlier one left in the memory is of other members. */
    private final String secret = UUID.randomUUID().toString();
    Member one;
    Member two;

    /** The memory of the first and second member. */
    abstract List<SharedMaps> maps();

    @BeforeEach
    final void join() {
        List<SharedMaps> maps = maps();
        one = population.member(maps.get(0), secret);
        two = population.member(maps.get(1), secret);
    }

    static void refused(Reason reason, Executable call) {
        assertEquals(reason, assertThrows(RejectedException.class, call).reason());
    }

    /** What another member did is known here soon. */
    static void soonRefused(Reason reason, Member member, String token) throws Exception {
        TestCoordinator.await(reason + " at a member", () -> {
            try {
                member.require(token);
                return false;
            } catch (RejectedException refused) {
                return refused.reason() == reason;
            }
        });
        refused(reason, () -> member.require(token));
    }

    @Test
    void aSessionThatOneMemberOpenedIsGoodAtTheOther() throws Exception {
        Device ann = population.enrolled("ann");

        String token = one.open(ann);

        assertEquals("ann", two.require(token));
        assertEquals("ann", one.require(token));
        assertEquals("bob", two.require(one.open(population.enrolled("bob"))));
    }

    @Test
    void theNewestSessionOfADeviceIsTheOnlyOneWhereverItWasOpened() throws Exception {
        Device ann = population.enrolled("ann");
        String first = one.open(ann);
        assertEquals("ann", two.require(first));

        String second = two.open(ann);

        assertEquals("ann", one.require(second));
        soonRefused(Reason.SUPERSEDED, one, first);
        soonRefused(Reason.SUPERSEDED, two, first);
        assertNotEquals(first, second);
    }

    @Test
    void aNonceOfOneMemberIsGoodAtTheOtherForItsTime() throws Exception {
        Device ann = population.enrolled("ann");
        String nonce = one.sessions().nonce();
        assertEquals("ann", two.require(two.open(ann, two.proof(ann, nonce))));

        population.pass(ServerNonces.TURN.multipliedBy(2));

        refused(Reason.USE_DPOP_NONCE, () -> two.open(ann, two.proof(ann, nonce)));
        refused(Reason.USE_DPOP_NONCE, () -> two.open(ann, two.proof(ann, "A".repeat(32))));
        refused(Reason.USE_DPOP_NONCE, () -> two.open(ann, two.proof(ann, "A".repeat(43))));
    }

    @Test
    void aProofThatWasUsedAtOneMemberIsOfNoUseAtTheOther() throws Exception {
        Device ann = population.enrolled("ann");
        String proof = one.proof(ann, two.sessions().nonce());
        one.open(ann, proof);

        refused(Reason.UNAUTHENTICATED, () -> two.open(ann, proof));
        refused(Reason.UNAUTHENTICATED, () -> one.open(ann, proof));
    }

    @Test
    void aProofThatWasRefusedBelongsToItsDeviceAlone() throws Exception {
        Device ann = population.enrolled("ann");
        Device bob = population.enrolled("bob");
        one.open(ann, one.proof(ann, one.sessions().nonce(), "0123456789abcdef"));

        assertEquals("bob", two.require(two.open(bob, two.proof(bob, two.sessions().nonce(), "0123456789abcdef"))));
    }

    @Test
    void twoCopiesOfADeviceThatSpeakToDifferentMembersAreSeen() throws Exception {
        Device ann = population.enrolled("ann");
        one.open(ann);
        Device copy = ann.copied();
        int turns = 0;
        boolean seen = false;
        while (!seen && turns < 20) {
            boolean original = turns % 2 == 0;
            try {
                (original ? one : two).open(original ? ann : copy);
            } catch (RejectedException cloned) {
                seen = cloned.reason() == Reason.CLONED;
            }
            turns++;
        }
        assertTrue(seen && turns <= 6, turns + " turns");
        assertEquals(List.of("ann"), population.copies());
    }

    @Test
    void aDeviceThatMovesFromMemberToMemberIsOne() throws Exception {
        Device ann = population.enrolled("ann");
        for (int turn = 0; turn < 50; turn++) {
            Member member = turn % 3 == 0 ? one : two;
            assertEquals("ann", member.require(member.open(ann)));
        }
    }

    @Test
    void whoIsOutAtOneMemberIsOutAtTheOtherOnceItLooksThoughNobodyToldIt() throws Exception {
        Device ann = population.enrolled("ann");
        String token = one.open(ann);
        population.devices().revoke("ann", population.now());
        one.look();
        refused(Reason.REVOKED, () -> one.require(token));
        assertEquals("ann", two.require(token));

        two.look();

        refused(Reason.REVOKED, () -> two.require(token));
        refused(Reason.REVOKED, () -> two.open(ann));
    }

    @Test
    void aSessionOfBeforeStaysEndedWhereADeviceIsAdmittedAgain() throws Exception {
        Device ann = population.enrolled("ann");
        String before = one.open(ann);
        assertEquals("ann", two.require(before));
        population.devices().revoke("ann", population.now());
        one.look();
        two.look();
        population.devices().restore("ann");

        one.sessions().admit("ann");
        two.look();

        refused(Reason.UNAUTHENTICATED, () -> one.require(before));
        soonRefused(Reason.UNAUTHENTICATED, two, before);
        String after = two.open(ann);
        one.look();
        two.look();
        assertEquals("ann", one.require(after));
        assertEquals("ann", two.require(after));
        soonRefused(Reason.SUPERSEDED, one, before);
    }

    @Test
    void aSessionEndsAtEveryMemberAtItsTime() throws Exception {
        Device ann = population.enrolled("ann");
        String token = one.open(ann);
        population.pass(Sessions.LENGTH.minusSeconds(1));
        assertEquals("ann", two.require(token));

        population.pass(Duration.ofSeconds(1));

        refused(Reason.UNAUTHENTICATED, () -> two.require(token));
        refused(Reason.UNAUTHENTICATED, () -> one.require(token));
        assertEquals("ann", one.require(two.open(ann)));
    }

    @Test
    void whoeverHasAnotherSecretIsNoMemberThoughItSharesTheMemory() throws Exception {
        Device ann = population.enrolled("ann");
        String token = one.open(ann);
        Member stranger = population.member(maps().get(1), "another secret");

        refused(Reason.UNAUTHENTICATED, () -> stranger.require(token));
        refused(Reason.USE_DPOP_NONCE, () -> stranger.open(ann, one.proof(ann, one.sessions().nonce())));
        assertEquals("ann", stranger.require(stranger.open(ann)));
        assertEquals("ann", two.require(token));
    }

    @Test
    void aTokenThatNobodySignedIsNoSession() throws Exception {
        Device ann = population.enrolled("ann");
        String token = one.open(ann);
        for (int at = 0; at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, at) + other + token.substring(at + 1);
            refused(Reason.UNAUTHENTICATED, () -> two.require(altered));
        }
        for (String none : List.of("", "A", "A".repeat(43), "A".repeat(256), "A".repeat(257), token + token, "\u00e9",
                token.substring(0, 60))) {
            refused(Reason.UNAUTHENTICATED, () -> two.require(none));
        }
    }

}
