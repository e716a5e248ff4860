package io.tributary.coordinator.run;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;

/** Is told of the progress of runs, for live events and metrics. Called on the run's own thread, so it must not block. */
public interface RunListener {
    /** Something about the run changed. */
    void changed(RunView run);

    /** Something about a run changed that another member plays. */
    void followed(RunView run);

    /** A round takes reports from now on, or goes on to do so: its cohort may be asked. */
    void offered(OpenRound open);

    /** A round is over. */
    void roundEnded(String run, RoundView round);

    /** A run is over, and that is stored. */
    void runEnded(RunView run);
}
