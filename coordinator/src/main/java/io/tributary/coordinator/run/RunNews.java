package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.protocol.message.RunView;

/**
 * What members tell each other of runs, so that nobody has to wait until it is looked for in the stores. May get lost: whatever must hold
 * is read from the stores. Thread-safe, never blocks.
 */
public interface RunNews {
    /** There is nobody to tell. */
    RunNews NONE = new RunNews() {
        @Override
        public void moved(RunView run) {}

        @Override
        public void told(String run, RoundEvent event) {}

        @Override
        public void stop(String run, String why) {}

        @Override
        public void look() {}

        @Override
        public void listen(Listener listener) {}
    };

    /** A run that is played here came to another round, state or status, and that is stored. */
    void moved(RunView run);

    /** Something happened to a round: whoever plays the run acts on it. */
    void told(String run, RoundEvent event);

    /** Whoever plays the run is to end it. */
    void stop(String run, String why);

    /** There may be runs that nobody plays. */
    void look();

    /** Hears what other members tell, on threads that it must not block. */
    void listen(Listener listener);

    /** Is told what {@link RunNews} names alike. */
    interface Listener {
        /** A run came to another round, state or status. */
        void moved(String run);

        /** Something happened to a round. */
        void told(String run, RoundEvent event);

        /** A run is to stop. */
        void stop(String run, String why);

        /** There may be runs that nobody plays. */
        void look();
    }
}
