package io.tributary.loadtest.fault;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Faults that can strike a coordinator in the middle of a run. */
final class Disturbances {
    /** A run's lease is 3 s long. */
    private static final int PAST_THE_LEASE_MILLIS = 4_000;
    private static final int SPREAD_MILLIS = 2_000;
    /** Most that a clock jumps either way: as long as a round takes several times over. */
    private static final int CLOCK_SECONDS = 240;

    private Disturbances() {}

    /** {@code kill -9}, then a start in the same directory on the same port. What answers later is the new process. */
    static void kill(Testbed testbed, SplittableRandom random) throws Exception {
        testbed.coordinator().kill();
        testbed.coordinator().restart();
    }

    /** SIGTERM, a copy of the state, the loss of the state itself, and a start on the copy: backup and restore. */
    static void restore(Testbed testbed, SplittableRandom random) throws Exception {
        testbed.coordinator().stop();
        testbed.replaceStateByCopy();
        testbed.coordinator().restart();
    }

    /** SIGSTOP for 4..6 s, past the owner's lease, then SIGCONT. */
    static void pause(Testbed testbed, SplittableRandom random) throws Exception {
        testbed.coordinator().pause();
        try {
            TimeUnit.MILLISECONDS.sleep(PAST_THE_LEASE_MILLIS + random.nextInt(SPREAD_MILLIS));
        } finally {
            testbed.coordinator().resume();
        }
    }

    /** The coordinator's clock jumps to up to four minutes before or after the devices' one. */
    static final class Clock implements DisturbedRun.Disturbance {
        @Override
        public void strike(Testbed testbed, SplittableRandom random) throws Exception {
            testbed.clock().shift(Duration.ofSeconds(random.nextInt(-CLOCK_SECONDS, CLOCK_SECONDS + 1)));
        }

        @Override
        public boolean endsConnections() {
            return false;
        }
    }
}
