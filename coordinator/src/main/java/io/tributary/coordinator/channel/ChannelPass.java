package io.tributary.coordinator.channel;

import io.tributary.protocol.RejectedException;

/**
 * By what right a channel is open.
 *
 * @param device whose session it was opened in
 * @param run run of the round that it is for
 * @param round that round
 * @param address where the peer is
 * @param session whether that session is still open
 */
public record ChannelPass(String device, String run, int round, String address, Session session) {
    /** Looks whether a session is still open. */
    @FunctionalInterface
    public interface Session {
        /** Refuses if it is not. @throws RejectedException UNAUTHENTICATED or REVOKED */
        void require() throws RejectedException;
    }
}
