package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.CarriedModel;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.CoordinatorMessage.Assignment;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which models come with the offer, and that they are those of the offer. */
class ModelsWithOffersTest {
    private static final RoundSpec ALONE = new RoundSpec(1, 1, 1, 1, 1, 60, 60);
    private TestCoordinator coordinator;
    private TestDevice ann;

    @BeforeEach
    void begin() throws Exception {
        coordinator = TestCoordinator.start();
        ann = TestDevice.enrolled(coordinator, "ann");
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private Assignment assignment(int values) throws Exception {
        coordinator.startRun(Plans.plan(ALONE, 1, values));
        AtomicReference<CoordinatorMessage> answer = new AtomicReference<>();
        TestCoordinator.await("ann is asked", () -> {
            answer.set(ann.checkIn());
            return answer.get() instanceof Assignment;
        });
        return (Assignment) answer.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7_850, 9_000})
    void aSmallModelComesWithItsManifest(int values) throws Exception {
        Assignment assignment = assignment(values);
        CarriedModel model = assignment.model();
        assertNotNull(model);

        RoundOffer offer = WireJson.readDocument(assignment.offer().payload(), RoundOffer.class);
        assertEquals(offer.manifestHash(), model.manifest().hash());
        ModelManifest manifest = WireJson.readDocument(model.manifest().payload(), ModelManifest.class);
        assertEquals(List.of(Sha256.of(model.chunk()).hex()), manifest.chunks());
    }

    @ParameterizedTest
    @ValueSource(ints = {9_300, 65_537})
    void aLargerOneHasToBeFetched(int values) throws Exception {
        assertNull(assignment(values).model());
    }
}
