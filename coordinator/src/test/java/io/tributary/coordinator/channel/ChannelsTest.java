package io.tributary.coordinator.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver.Outcome;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.RunView.State;
import io.tributary.protocol.message.RunView.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of channels, over channels that only write down what happens to them. */
class ChannelsTest {
    private static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String OTHER_RUN = "01890a5d-ac96-774b-bcce-b302099a8058";
    private final Channels channels = new Channels(new CoordinatorMetrics(new SimpleMeterRegistry()));

    /** A channel of round 3. */
    private static final class Recorded implements Channel {
        private final ChannelPass pass;
        private final List<Outcome> told = new ArrayList<>();
        private final List<ChannelEnd> ends = new ArrayList<>();
        private Consumer<ChannelEnd> ending = _ -> {};

        Recorded(String device, String run, ChannelPass.Session session) {
            this.pass = new ChannelPass(device, run, 3, "here", session);
        }

        @Override
        public ChannelPass pass() {
            return pass;
        }

        @Override
        public void listen(Consumer<ChannelEnd> whenOver) {
            ending = whenOver;
        }

        @Override
        public void roundOver(Outcome outcome) {
            told.add(outcome);
        }

        @Override
        public CompletionStage<Void> close(ChannelEnd why) {
            ends.add(why);
            ending.accept(why);
            return CompletableFuture.failedFuture(new IllegalStateException("the peer is gone"));
        }
    }

    private Recorded added(String device, String run) {
        Recorded channel = new Recorded(device, run, () -> {});
        channels.add(channel);
        return channel;
    }

    private static RunView run(String run, int round, State state, Status status) {
        return new RunView(run, "n", status, null, round, 9, state, 1, 0, 0, List.of());
    }

    /** What a channel of round 3 is told when its run stands so. */
    private Optional<Outcome> told(int round, State state, Status status) {
        Recorded channel = added("ann", RUN);
        channels.changed(run(RUN, round, state, status));
        return channel.told.stream().findFirst();
    }

    @Test
    void thereAreNoMoreChannelsThanTheirLimit() {
        added("ann", RUN);
        assertFalse(channels.hasRoom("bob", 1));
        assertTrue(channels.hasRoom("bob", 2));
        assertTrue(channels.hasRoom("ann", 1), "it takes the place of its own");
    }

    @Test
    void aRoundThatTakesReportsOrHasNotBegunEndsNothing() {
        assertEquals(Optional.empty(), told(0, State.STARTING, Status.ACTIVE));
        assertEquals(Optional.empty(), told(2, State.COMMITTED, Status.ACTIVE));
        assertEquals(Optional.empty(), told(3, State.REPORTING, Status.ACTIVE));
    }

    @Test
    void aRoundThatTakesNoMoreReportsIsClosed() {
        assertEquals(Optional.of(Outcome.CLOSED), told(3, State.AGGREGATING, Status.ACTIVE));
        assertEquals(Optional.of(Outcome.CLOSED), told(3, State.COMMITTED, Status.ACTIVE));
        assertEquals(Optional.of(Outcome.CLOSED), told(4, State.SELECTING, Status.ACTIVE));
    }

    @Test
    void aRoundThatCameToNothingIsAbandoned() {
        assertEquals(Optional.of(Outcome.ABANDONED), told(3, State.ABANDONED, Status.ACTIVE));
        assertEquals(Optional.of(Outcome.ABANDONED), told(3, State.REPORTING, Status.STOPPED));
    }

    @Test
    void aChangeInNothingButReportsIsNotTold() {
        channels.changed(run(RUN, 3, State.AGGREGATING, Status.ACTIVE));
        Recorded channel = added("ann", RUN);
        channels.changed(run(RUN, 3, State.AGGREGATING, Status.ACTIVE));
        assertEquals(List.of(Outcome.CLOSED), channel.told, "once, when it came");
    }

    @Test
    void runsThatPlayAtOnceAreToldApart() {
        channels.changed(run(RUN, 3, State.ABANDONED, Status.ACTIVE));
        channels.changed(run(OTHER_RUN, 3, State.REPORTING, Status.ACTIVE));
        Recorded late = added("ann", RUN);
        Recorded other = added("bob", OTHER_RUN);
        assertEquals(List.of(Outcome.ABANDONED), late.told, "it came just after the end of its round");
        assertEquals(List.of(), other.told);
        channels.changed(run(OTHER_RUN, 4, State.SELECTING, Status.ACTIVE));
        assertEquals(List.of(Outcome.CLOSED), other.told);
        assertEquals(1, late.told.size());
    }

    @Test
    void anotherChannelOfADeviceTakesTheFirstOnesPlace() {
        Recorded first = added("ann", RUN);
        Recorded second = added("ann", RUN);
        assertEquals(List.of(ChannelEnd.SUPERSEDED), first.ends);
        channels.end("ann", ChannelEnd.REVOKED);
        assertEquals(List.of(ChannelEnd.REVOKED), second.ends);
        assertTrue(channels.hasRoom("bob", 1), "what ended is not counted");
    }

    @Test
    void aSweepClosesChannelsWhoseSessionIsOver() {
        List<Reason> over = new ArrayList<>();
        Recorded channel = new Recorded("ann", RUN, () -> {
            if (!over.isEmpty()) {
                throw new RejectedException(over.getFirst(), "over");
            }
        });
        channels.add(channel);
        channels.sweep();
        assertEquals(List.of(), channel.ends);
        over.add(Reason.UNAUTHENTICATED);
        channels.sweep();
        assertEquals(List.of(ChannelEnd.SESSION_OVER), channel.ends);
        over.set(0, Reason.REVOKED);
        channels.add(channel);
        assertEquals(ChannelEnd.REVOKED, channel.ends.getLast());
    }

    @Test
    void closingAllDoesNotFailWhereAPeerIsGone() {
        Recorded ann = added("ann", RUN);
        Recorded bob = added("bob", RUN);
        channels.closeAll().join();
        assertEquals(List.of(ChannelEnd.GOING_AWAY), ann.ends);
        assertEquals(List.of(ChannelEnd.GOING_AWAY), bob.ends);
    }
}
