package io.tributary.coordinator.run;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import org.jspecify.annotations.Nullable;

/** What a loop reports of the run it plays. Called on the loop's thread, so it must not block. */
interface RunObserver {
    /** The run as it is now, and the round that takes reports, if one does. */
    void changed(RunView now, @Nullable OpenRound open);

    /** A round is over. */
    void roundEnded(RoundView round);
}
