package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.protocol.message.RunView;
import java.util.Optional;

/** A run that is under way, played by this member or by another one. Thread-safe; nothing here blocks. */
public sealed interface ActiveRun permits RunController, FollowedRun {
    /** The run and its plan. */
    PlannedRun run();

    /** The run as operators see it. */
    RunView view();

    /** The round that takes reports now, if one does. */
    Optional<OpenRound> openRound();

    /** Something happened to a round. Late and repeated events change nothing. */
    void tell(RoundEvent event);

    /** The pool may have grown: a round that waits for devices draws its cohort where it is played. */
    void poolGrew();
}
