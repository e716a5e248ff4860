package io.tributary.client.internal.round;

import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Backoff;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.transport.Channel;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.plan.RoundOffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a channel open while a round lasts, on a thread of its own: it opens the channel, and opens it again after
 * growing pauses when it breaks.
 * Nothing waits for it: without a channel, messages are posted.
 */
public final class ChannelKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelKeeper.class);
    private final RoundOffer offer;
    private final Channels channels;
    private final RoundCancellation cancellation = new RoundCancellation();
    private final Thread keeper;

    /** What channels are opened with. */
    public record Channels(Device device, AuthenticatedCalls calls, Transport transport, Backoff backoff) {
        ChannelKeeper open(RoundOffer offer) {
            ChannelKeeper keeping = new ChannelKeeper(offer, this);
            keeping.keeper.start();
            return keeping;
        }
    }

    private ChannelKeeper(RoundOffer offer, Channels channels) {
        this.offer = offer;
        this.channels = channels;
        this.keeper = new Thread(this::keep, "tributary-" + channels.device().id() + "-channel");
        keeper.setDaemon(true);
    }

    /** Whether the round is over. */
    RoundCancellation cancellation() {
        return cancellation;
    }

    private void keep() {
        try {
            for (int failures = 1; isWanted(); failures++) {
                channels.backoff().awaitAfter(failures);
            }
        } catch (InterruptedException closed) {
            LOG.debug("{} ended", keeper.getName());
        }
    }

    /** Has a channel for as long as it lasts. @return whether another one is wanted after it */
    private boolean isWanted() throws InterruptedException {
        try (Channel channel = channels.calls()
                .call(token -> channels.transport().channel(token, offer.run(), offer.round(), this::heard))) {
            channels.calls().use(channel);
            channel.awaitClosed();
        } catch (RejectedException refused) {
            if (refused.reason().endsRound()) {
                cancellation.hear(RoundOver.Outcome.CLOSED);
            }
            LOG.debug("run '{}' round {} has no channel: {}", offer.run(), offer.round(), refused.getMessage());
            return refused.reason().passes();
        } catch (TransportException broken) {
            LOG.debug("run '{}' round {} has no channel now", offer.run(), offer.round(), broken);
        } finally {
            channels.calls().drop();
        }
        return true;
    }

    private void heard(CoordinatorMessage pushed) {
        if (pushed instanceof RoundOver over && over.run().equals(offer.run()) && over.round() == offer.round()) {
            cancellation.hear(over.outcome());
        }
    }

    /** Closes the channel, and returns when its thread has ended, even if the calling thread is interrupted. */
    @Override
    public void close() {
        keeper.interrupt();
        boolean interrupted = false;
        while (keeper.isAlive()) {
            try {
                keeper.join();
            } catch (InterruptedException hurry) {
                interrupted = true; // kept for the caller: no thread may outlive the round
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
