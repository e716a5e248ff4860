package io.tributary.coordinator;

import io.tributary.coordinator.channel.Channels;
import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.log.RunEvents;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.metrics.RunGauges;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.RunListener;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;

/**
 * Passes on the progress of runs: to listeners of the topic {@code runs.RUN}, to devices that wait or have a channel, and to the
 * metrics.
 */
final class RunProgress implements RunListener {
    private final LiveEvents events;
    private final Channels channels;
    private final HeldCheckIns held;
    private final CoordinatorMetrics metrics;
    private final RunGauges gauges;
    private final RunEvents log = new RunEvents();

    /** What changes during a round, without the run's history. */
    record Progress(String run, RunView.Status status, int round, int rounds, RunView.State state,
            int cohort, int reported) {}

    RunProgress(LiveEvents events, Channels channels, HeldCheckIns held, CoordinatorMetrics metrics, RunGauges gauges) {
        this.events = events;
        this.channels = channels;
        this.held = held;
        this.metrics = metrics;
        this.gauges = gauges;
    }

    @Override
    public void changed(RunView run) {
        channels.changed(run);
        gauges.changed(run);
        log.changed(run);
        events.publish("runs." + run.run(), WireJson.write(new Progress(run.run(), run.status(), run.round(),
                run.rounds(), run.state(), run.cohort(), run.reported())));
    }

    @Override
    public void followed(RunView run) {
        channels.changed(run);
        if (run.status() != RunView.Status.ACTIVE) {
            held.wake(held.devices());
        }
    }

    @Override
    public void offered(OpenRound open) {
        held.wake(open.state().tally().cohort());
    }

    @Override
    public void runEnded(RunView run) {
        metrics.runEnded(run);
        log.runEnded(run);
        held.wake(held.devices());
    }

    @Override
    public void roundEnded(String run, RoundView round) {
        metrics.roundEnded(round);
        log.roundEnded(run, round);
    }
}
