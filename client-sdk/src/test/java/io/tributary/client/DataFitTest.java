package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.Trial;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device trains only what its data is meant for, and counts for no more than the plan allows. */
final class DataFitTest extends TrialTest {
    private static final InputMeaning PIXELS = InputMeaning.Image.unit(1);

    @BeforeEach
    void plan() {
        trial.world.sign(trial.world.plan().toBuilder()
                .modelSignature(ModelSignature.of(List.of("cat", "dog"), List.of(2, 2, 1), PIXELS)).build());
        trial.world.replace(0, trial.world.registrar.sign(SignatureContext.MODEL_MANIFEST,
                WireJson.write(Tamper.withSignature(trial.world.content(0), trial.world.plan().modelSignature()))));
        trial.coordinator.offer(1, 0, trial.deadline());
    }

    private String declined(DataSignature data) throws Exception {
        runUntilIdle(builder().data(data));
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        assertEquals(0, trial.tasks.size(), "times trained");
        return trial.coordinator.messages(DeviceMessage.Decline.class).get(0).why();
    }

    @Test
    void labelsThatTheModelDoesNotKnowAreDeclinedByNameBeforeTheModelIsFetched() throws Exception {
        assertEquals("unknown-label: the data of this device has the classes wolf, and the model knows cat, dog alone;"
                + " leave them out, or give the plan these labels",
                declined(DataSignature.of(List.of("dog", "wolf"), PIXELS)));
        assertEquals(List.of(Reason.UNKNOWN_LABEL), trial.events.reasons());
    }

    @Test
    void inputsOfAnotherMeaningAreDeclined() throws Exception {
        assertEquals(
                "wrong-input: the model takes grey image of 0.0..1.0, and the data of this device is sound of 16000"
                        + " samples a second",
                declined(DataSignature.of(List.of("dog"), new InputMeaning.Sound(16_000))));
        assertEquals(List.of(Reason.WRONG_INPUT), trial.events.reasons());
    }

    /** A trainer that knows one network alone. */
    private record Choosy() implements LocalTrainer {
        @Override
        public void requireFit(RunPlan plan) throws TrainingException {
            if (!plan.spec().architecture().equals("line")) {
                throw new TrainingException("only 'line' is known here, not '" + plan.spec().architecture() + "'");
            }
        }

        @Override
        public TrainingOutcome train(TrainingTask task) {
            throw new IllegalStateException("it was asked to train what it does not know");
        }
    }

    @Test
    void aNetworkThatTheTrainerDoesNotKnowIsDeclinedByNameBeforeTheModelIsFetched() throws Exception {
        runUntilIdle(builder().trainer(new Choosy()));
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        DeviceMessage.Decline decline = trial.coordinator.messages(DeviceMessage.Decline.class).get(0);
        assertEquals("only 'line' is known here, not '" + trial.world.plan().spec().architecture() + "'",
                decline.why());
        assertEquals(Reason.TRAINING_FAILED, decline.reason());
    }

    @Test
    void aPartOfTheLabelsIsTrained() throws Exception {
        runUntilIdle(builder().data(DataSignature.of(List.of("dog"), PIXELS)));
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
    }

    @Test
    void moreExamplesThanThePlanCountsWeighAsMuchAsItCounts() throws Exception {
        int most = trial.world.plan().update().maxWeight();
        runUntilIdle(builder().trainer(task -> new TrainingOutcome(Trial.delta(), most + 1, 0.5)));
        assertEquals(List.of(most), trial.coordinator.rounds.reports().stream()
                .map(UpdateReport::weight).toList());
    }
}
