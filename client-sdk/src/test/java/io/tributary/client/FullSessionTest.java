package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FullSessionTest extends TrialTest {
    @Test
    void goesThroughEveryStepInOrder() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertEquals(
                List.of(Phase.ENROL, Phase.CHECK_IN, Phase.FETCH, Phase.TRAIN, Phase.SEAL, Phase.UPLOAD, Phase.REPORT,
                        Phase.CHECK_IN, Phase.FETCH),
                trial.events.finished());
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void sendsTheTrainersDeltaSealedToTheRoundsKey() throws Exception {
        trial.coordinator.offer(3, 0, trial.deadline());
        runToEnd();
        DeviceMessage.Report said = trial.coordinator.messages(DeviceMessage.Report.class).get(0);
        UpdateReport report = World.content(said);
        byte[] sealed = trial.coordinator.uploads().get(report.uploadId());
        assertArrayEquals(Trial.delta(), trial.world.open(said, sealed));
        assertEquals(World.SIZES.totalBytes(), sealed.length);
        assertEquals(32, report.weight());
        assertEquals(0.5, said.loss());
        assertEquals(3, report.round());
    }

    @Test
    void trainsTheVerifiedModelUnderTheOwnersPlanWithTheContractsSeed() throws Exception {
        trial.coordinator.offer(3, 0, trial.deadline());
        runToEnd();
        assertEquals(1, trial.tasks.size());
        assertArrayEquals(World.vector(0), trial.tasks.get(0).model());
        assertEquals(trial.world.plan(), trial.tasks.get(0).plan());
        assertEquals(3, trial.tasks.get(0).round());
        // SHA-256("tributary/train" | 42 | 7 | 3), first 8 bytes
        assertEquals(0xa9d1d7a3af4074dbL, trial.tasks.get(0).seed());
    }

    @Test
    void servesTheFinalVersionOnceTheRunHasEnded() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.world.publish(World.vector(1));
        try (FederatedClient client = builder().build()) {
            client.run();
            EdgeModel model = client.model().orElseThrow();
            assertEquals(1, model.version());
            assertArrayEquals(World.vector(1), model.parameters());
        }
    }

    @Test
    void countsTheBytesOfEachStep() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        List<ClientEvent.Finished> finished = trial.events.of(ClientEvent.Finished.class);
        ClientEvent.Finished fetch = finished.get(2);
        assertTrue(fetch.bytesDown() > 4L * World.VALUES, "three chunks travel down: " + fetch);
        assertEquals(World.SIZES.totalBytes(), finished.get(5).bytesUp());
    }

    @Test
    void leavesNoSealedUpdateBehind() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertArrayEquals(new String[] {"update"}, directory.resolve("journal").toFile().list());
    }

    @Test
    void waitsAsLongAsItIsToldGiveOrTakeAFifth() throws Exception {
        trial.coordinator.next(new CoordinatorMessage.Wait(10_000));
        runToEnd();
        assertEquals(1, trial.time.pauses().size());
        Duration pause = trial.time.pauses().get(0);
        assertTrue(pause.toMillis() >= 8_000 && pause.toMillis() <= 12_000, pause.toString());
    }
}
