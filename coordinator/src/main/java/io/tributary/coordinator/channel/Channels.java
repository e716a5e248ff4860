package io.tributary.coordinator.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.RunView;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The open channels of this coordinator, one a device. Decides which of them ends, and which is told that its round is over.
 * Thread-safe, never blocks.
 */
public final class Channels {
    /** Runs whose standing is remembered for channels that open just after a round. */
    private static final int MOST_RUNS = 1_000;

    private final CoordinatorMetrics metrics;
    private final ConcurrentMap<String, Channel> byDevice = new ConcurrentHashMap<>();
    private final Cache<String, Standing> newest = Caffeine.newBuilder().maximumSize(MOST_RUNS)
            .executor(Runnable::run).build();

    /** How a run stands, without the number of reports, which is not pushed to devices. */
    private record Standing(int round, RunView.State state, RunView.Status status) {
        /** How a round ended, if it has. Just after a restart a run is shown as before its first round: that ends nothing. */
        Optional<RoundOver.Outcome> outcome(int of) {
            if (round < of) {
                return Optional.empty();
            }
            boolean here = round == of;
            if (status == RunView.Status.ACTIVE && here && !state.isAfterReports()) {
                return Optional.empty();
            }
            boolean lost = here && (state == RunView.State.ABANDONED || status != RunView.Status.ACTIVE);
            return Optional.of(lost ? RoundOver.Outcome.ABANDONED : RoundOver.Outcome.CLOSED);
        }
    }

    /** None yet. */
    public Channels(CoordinatorMetrics metrics) {
        this.metrics = metrics;
        metrics.channels(byDevice::size, Arrays.stream(ChannelEnd.values()).map(ChannelEnd::reason).toList());
    }

    /** How many are open. */
    public int open() {
        return byDevice.size();
    }

    /** Whether a device may have one, where there may be so many. */
    public boolean hasRoom(String device, int most) {
        return byDevice.size() < most || byDevice.containsKey(device);
    }

    /** Takes a channel in; it supersedes the one that its device had. */
    public void add(Channel channel) {
        String device = channel.pass().device();
        Channel before = byDevice.put(device, channel);
        if (before != null) {
            before.close(ChannelEnd.SUPERSEDED);
        }
        channel.listen(end -> {
            byDevice.remove(device, channel);
            metrics.channelClosed(end.reason());
        });
        // Only now that it is among them: a round or session that ended before told only the channels of that time.
        requireSession(channel);
        Optional.ofNullable(newest.getIfPresent(channel.pass().run()))
                .flatMap(standing -> standing.outcome(channel.pass().round())).ifPresent(channel::roundOver);
    }

    /** Something about a run changed: channels whose round that ended are told. */
    public void changed(RunView run) {
        Standing now = new Standing(run.round(), run.state(), run.status());
        if (!now.equals(newest.asMap().put(run.run(), now))) {
            byDevice.values().stream().filter(channel -> channel.pass().run().equals(run.run()))
                    .forEach(channel -> now.outcome(channel.pass().round()).ifPresent(channel::roundOver));
        }
    }

    private static void requireSession(Channel channel) {
        try {
            channel.pass().session().require();
        } catch (RejectedException over) {
            channel.close(switch (over.reason()) {
                case REVOKED -> ChannelEnd.REVOKED;
                case CLONED -> ChannelEnd.SUPERSEDED;
                default -> ChannelEnd.SESSION_OVER;
            });
        }
    }

    /** Closes the channel of a device, if it has one. */
    public void end(String device, ChannelEnd why) {
        Optional.ofNullable(byDevice.get(device)).ifPresent(channel -> channel.close(why));
    }

    /** Closes those whose session is over. */
    public void sweep() {
        byDevice.values().forEach(Channels::requireSession);
    }

    /** Closes all; completes when they are closed, whether or not their peers took part in it. */
    public CompletableFuture<Void> closeAll() {
        return CompletableFuture.allOf(byDevice.values().stream()
                .map(channel -> channel.close(ChannelEnd.GOING_AWAY).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new)).exceptionally(_ -> null);
    }
}
