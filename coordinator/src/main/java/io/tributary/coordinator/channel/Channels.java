package io.tributary.coordinator.channel;

import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.protocol.message.CoordinatorMessage.RoundOver;
import io.tributary.protocol.message.RunView;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The open channels of this coordinator, one a device, and what is said on them unasked: that a round is over. Thread-safe, never
 * blocks.
 */
public final class Channels {
    private final CoordinatorMetrics metrics;
    private final ConcurrentMap<String, Channel> byDevice = new ConcurrentHashMap<>();
    private volatile @Nullable RunView newest;

    /** None yet. */
    public Channels(CoordinatorMetrics metrics) {
        this.metrics = metrics;
        metrics.channels(byDevice::size, Arrays.stream(ChannelEnd.values()).map(ChannelEnd::reason).toList());
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
        // Only now: what became of the round or the session before this moment was told to those that were there.
        channel.requireSession();
        Optional.ofNullable(newest).flatMap(run -> outcome(run, channel.pass())).ifPresent(channel::roundOver);
    }

    /** Something about a run changed: whose round it ended is told. */
    public void changed(RunView run) {
        RunView before = newest;
        newest = run;
        if (before == null || !standsAs(before, run)) {
            for (Channel channel : byDevice.values()) {
                outcome(run, channel.pass()).ifPresent(channel::roundOver);
            }
        }
    }

    /** Whether a run stands where it stood, but for the number of reports: nobody needs to be told. */
    private static boolean standsAs(RunView one, RunView other) {
        return one.run().equals(other.run()) && one.round() == other.round() && one.state() == other.state()
                && one.status() == other.status();
    }

    /** How a round ended, if it has. Just after a restart a run is shown as before its first round: that ends nothing. */
    private static Optional<RoundOver.Outcome> outcome(RunView run, ChannelPass pass) {
        if (!run.run().equals(pass.run()) || run.round() < pass.round()) {
            return Optional.empty();
        }
        boolean here = run.round() == pass.round();
        if (run.status() == RunView.Status.ACTIVE && here && !run.state().isAfterReports()) {
            return Optional.empty();
        }
        boolean lost = here && (run.state() == RunView.State.ABANDONED || run.status() != RunView.Status.ACTIVE);
        return Optional.of(lost ? RoundOver.Outcome.ABANDONED : RoundOver.Outcome.CLOSED);
    }

    /** A device was revoked. */
    public void revoke(String device) {
        Optional.ofNullable(byDevice.get(device)).ifPresent(channel -> channel.close(ChannelEnd.REVOKED));
    }

    /** Closes those whose session is over. */
    public void sweep() {
        byDevice.values().forEach(Channel::requireSession);
    }

    /** Closes all; the future ends when they are closed, which takes no longer than a peer may take for it. */
    public Future<Void> closeAll() {
        return Future.join(byDevice.values().stream().map(channel -> channel.close(ChannelEnd.GOING_AWAY)).toList())
                .transform(_ -> Future.succeededFuture());
    }
}
