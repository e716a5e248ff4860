package io.tributary.client;

import io.tributary.client.fake.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A device in a trial, with a directory of its own and a clock that only its waiting moves. */
abstract class TrialTest {
    @TempDir
    Path directory;
    final Trial trial = new Trial();

    @AfterEach
    void endTrial() {
        trial.close();
    }

    ClientBuilder builder() {
        return trial.client(directory).clock(trial.time).pause(trial.time);
    }

    /** Runs a client until its runs have ended: the end of the script. */
    void runToEnd() throws Exception {
        try (FederatedClient client = builder().build()) {
            client.run();
        }
    }

    /** Runs a client until it has nothing more to do, whatever failed on the way. */
    void runUntilIdle(ClientBuilder device) throws Exception {
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = device.build()) {
            client.start();
            trial.time.awaitIdle();
        }
    }
}
