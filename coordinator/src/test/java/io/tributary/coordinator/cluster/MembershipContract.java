package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a membership does, alone or not. */
abstract class MembershipContract {
    /** The membership of a node with this id. */
    abstract Membership membership();

    /** The id it was given. */
    abstract String id();

    @Test
    void aMemberKnowsItselfAndIsAmongTheMembers() {
        assertEquals(id(), membership().self());
        assertTrue(membership().members().contains(id()), () -> membership().members().toString());
    }

    @Test
    void membersAreACopy() {
        membership().members().clear();

        assertTrue(membership().members().contains(id()));
    }

    @Test
    void aListenerIsReadyAndIsClosedMoreThanOnce() {
        Subscription subscription = membership().listen(new Membership.Listener() {
            @Override
            public void joined(String member) {}

            @Override
            public void left(String member) {}
        });

        subscription.ready().toCompletableFuture().join();
        subscription.close();
        assertDoesNotThrow(subscription::close);
    }
}
