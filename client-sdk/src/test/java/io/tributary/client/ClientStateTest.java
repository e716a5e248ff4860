package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEnd;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.client.event.Phase;
import io.tributary.protocol.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client is about follows from what it told last. */
final class ClientStateTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String RUN = "01900000-0000-7000-8000-000000000001";

    private static ClientState after(ClientEvent... events) {
        ClientState state = ClientState.begin(NOW);
        for (ClientEvent event : events) {
            state = state.after(event, NOW.plusSeconds(1));
        }
        return state;
    }

    private static ClientEvent started(Phase phase) {
        return new ClientEvent.Started(phase, RUN, 3);
    }

    @Test
    void eachStepOfARoundIsTold() {
        List<String> words = new ArrayList<>();
        for (Phase phase : List.of(Phase.FETCH, Phase.TRAIN, Phase.SEAL, Phase.UPLOAD, Phase.REPORT)) {
            words.add(after(started(phase)).words());
        }
        assertEquals(List.of("working in round 3 of run " + RUN, "training in round 3 of run " + RUN,
                "working in round 3 of run " + RUN, "uploading in round 3 of run " + RUN,
                "uploading in round 3 of run " + RUN), words);
    }

    @Test
    void betweenRunsItSaysAfterWhich() {
        assertEquals("new", after().words());
        assertEquals("connecting", after(new ClientEvent.Started(Phase.CHECK_IN, "", 0)).words());
        assertEquals("waiting", after(new ClientEvent.Waiting(Phase.CHECK_IN, "", 0, "a round")).words());
        assertEquals("between runs, after run " + RUN,
                after(new ClientEvent.Waiting(Phase.CHECK_IN, RUN, 0, "the next run")).words());
    }

    @Test
    void theEndSaysWhyAndKeepsTheNewestFailure() {
        IOException full = new IOException("disk full");
        ClientState end = after(started(Phase.SEAL), new ClientEvent.Failed(Phase.SEAL, RUN, 3, full),
                new ClientEvent.Ended(Phase.END, "", 0, ClientEnd.FAILED, "out of memory"));
        assertEquals("ended: FAILED, out of memory", end.words());
        assertEquals(ClientEnd.FAILED, end.end().orElseThrow().why());
        assertEquals(full, end.failure().orElseThrow());
    }

    @Test
    void aFailureIsKeptWhileTheRoundIsDeclinedAndGoneAfterAStepWentWell() {
        IOException full = new IOException("disk full");
        ClientEvent failed = new ClientEvent.Failed(Phase.SEAL, RUN, 3, full);
        ClientEvent declined =
                new ClientEvent.Declined(Phase.DECLINE, RUN, 3, "digits", Reason.DEVICE_FAILED, "disk full");
        assertEquals(full, after(failed, declined).failure().orElseThrow());
        assertTrue(after(failed, declined, new ClientEvent.Finished(Phase.DECLINE, RUN, 3, 1, 1)).failure().isEmpty());
    }
}
