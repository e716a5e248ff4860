package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link RoundStore} does. */
public abstract class RoundStoreContract extends RowContract {
    private static final SignedDocument REPORT = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);
    private static final Set<String> COHORT = Set.of("ann", "bob", "cem");
    private static final SortedMap<Integer, String> NOTHING_TOLD = Collections.emptySortedMap();

    static AcceptedUpdate update(String device, String content) {
        return update(RUN, 1, device, content);
    }

    private static AcceptedUpdate update(String run, int round, String device, String content) {
        return new AcceptedUpdate(run, round, device, "upload-" + content, document(content).hash(), 7, 0.25, 1234,
                5678,
                AT, REPORT);
    }

    private Fence opened() {
        Fence fence = claimed();
        ports.rounds().openReports(fence, 1, COHORT);
        return fence;
    }

    private Reason refusal(AcceptedUpdate update) {
        return assertThrows(RejectedException.class, () -> ports.rounds().accept(update)).reason();
    }

    @Test
    void eventsComeBackInOrderFromARoundOn() {
        Fence fence = claimed();
        ports.rounds().append(fence, 1, "{\"a\":\"\u00e9\"}", AT);
        ports.rounds().append(fence, 2, "{}", AT.plusMillis(1));
        ports.rounds().append(fence, 2, "[]", AT.plusMillis(2));

        assertEquals(
                List.of(new StoredEvent(1, 1, "{\"a\":\"\u00e9\"}", AT), new StoredEvent(2, 2, "{}", AT.plusMillis(1)),
                        new StoredEvent(3, 2, "[]", AT.plusMillis(2))),
                ports.rounds().events(RUN, 1));
        assertEquals(List.of(2L, 3L), ports.rounds().events(RUN, 2).stream().map(StoredEvent::sequence).toList());
        assertEquals(List.of(), ports.rounds().events(RUN, 3));
        assertEquals(List.of(2L, 3L),
                ports.rounds().eventsAfter(RUN, 1).stream().map(StoredEvent::sequence).toList());
        assertEquals(List.of(), ports.rounds().eventsAfter(RUN, 3));
    }

    @Test
    void everyRunCountsItsOwnEvents() {
        ports.rounds().append(claimed(), 1, "{}", AT);
        ports.runs().create("other", document("plan"), PlanUse.once(), AT);
        Fence other = ports.runs().claim("other", "a", LEASE).orElseThrow();

        ports.rounds().append(other, 1, "{}", AT);

        assertEquals(List.of(new StoredEvent(1, 1, "{}", AT)), ports.rounds().events("other", 0));
    }

    @Test
    void anEffectIsDoneOnceAndForItsRoundOnly() {
        Fence fence = claimed();

        ports.rounds().effectDone(fence, 1, "destroy-key");
        ports.rounds().effectDone(fence, 1, "destroy-key");
        ports.rounds().effectDone(fence, 2, "publish");

        assertEquals(Set.of("destroy-key"), ports.rounds().effectsDone(RUN, 1));
        assertEquals(Set.of("publish"), ports.rounds().effectsDone(RUN, 2));
        assertEquals(Set.of(), ports.rounds().effectsDone("other", 1));
    }

    @Test
    void aForgottenRoundKeepsItsEventsAndTakesNoReport() throws RejectedException {
        Fence fence = opened();
        ports.rounds().append(fence, 1, "{}", AT);
        ports.rounds().effectDone(fence, 1, "publish");
        AcceptedUpdate counted = ports.rounds().accept(update("ann", "x"));
        ports.rounds().closeReports(fence, 1);

        ports.rounds().forgetBefore(fence, 1, NOTHING_TOLD);
        assertEquals(List.of(counted), ports.rounds().accepted(RUN, 1));

        ports.rounds().forgetBefore(fence, 2, NOTHING_TOLD);
        ports.rounds().forgetBefore(fence, 2, NOTHING_TOLD);
        assertEquals(List.of(), ports.rounds().accepted(RUN, 1));
        assertEquals(Set.of(), ports.rounds().effectsDone(RUN, 1));
        assertEquals(1, ports.rounds().events(RUN, 1).size());
        ports.rounds().openReports(fence, 1, Set.of("ann"));
        assertEquals(Reason.WRONG_ROUND, refusal(update("ann", "x")));
    }

    private static AcceptedUpdate said(int round, String device, int weight, double loss) {
        return new AcceptedUpdate(RUN, round, device, "upload-" + device + round, document(device).hash(), weight, loss,
                1, 1, AT, REPORT);
    }

    @Test
    void whatDevicesSaidOfTheirTrainingIsWeightedAndOutlivesTheirUpdates() throws RejectedException {
        Fence fence = claimed();
        for (int round = 1; round <= 3; round++) {
            ports.rounds().openReports(fence, round, Set.of("ann", "bob", "cat"));
        }
        assertEquals(Map.of(), ports.rounds().training(RUN));
        ports.rounds().accept(said(1, "ann", 1, 2));
        ports.rounds().accept(said(1, "bob", 3, 4));
        ports.rounds().accept(said(1, "cat", 100, Double.NaN));
        ports.rounds().accept(said(2, "ann", 5, Double.NaN));
        ports.rounds().accept(said(3, "ann", 7, 0.25));
        Map<Integer, RoundView.Training> told = Map.of(1, new RoundView.Training(3.5, 2, 1), 2,
                new RoundView.Training(null, 0, 1), 3, new RoundView.Training(0.25, 1, 0));
        assertEquals(told, ports.rounds().training(RUN));
        ports.rounds().forgetBefore(fence, 2, NOTHING_TOLD);
        ports.rounds().forgetBefore(fence, 3, NOTHING_TOLD);
        ports.rounds().forgetBefore(fence, 3, NOTHING_TOLD);
        assertEquals(List.of(), ports.rounds().accepted(RUN, 2));
        assertEquals(told, ports.rounds().training(RUN));
        assertEquals(Map.of(), ports.rounds().training("other"));
    }

    @Test
    void aRoundThatWasNeverOpenedTakesNoReports() {
        claimed();

        assertEquals(Reason.WRONG_ROUND, refusal(update("ann", "x")));
        assertEquals(List.of(), ports.rounds().accepted(RUN, 1));
    }

    @Test
    void aRoundOpensToAtLeastOneDevice() {
        Fence fence = claimed();

        assertThrows(IllegalArgumentException.class, () -> ports.rounds().openReports(fence, 1, Set.of()));
    }

    @Test
    void onlyTheCohortReports() {
        opened();

        assertEquals(Reason.NOT_SELECTED, refusal(update("eve", "x")));
        assertEquals(List.of(), ports.rounds().accepted(RUN, 1));
    }

    @Test
    void openingAgainKeepsTheCohortAndWhatCounts() throws RejectedException {
        Fence fence = opened();
        AcceptedUpdate counted = ports.rounds().accept(update("ann", "x"));

        ports.rounds().openReports(fence, 1, Set.of("eve"));

        assertEquals(Reason.NOT_SELECTED, refusal(update("eve", "x")));
        assertEquals(List.of(counted), ports.rounds().accepted(RUN, 1));
    }

    @Test
    void whatCountsIsSortedByDeviceWithAllItsFields() throws RejectedException {
        opened();
        ports.rounds().accept(update("cem", "z"));
        ports.rounds().accept(update("ann", "x"));

        assertEquals(List.of(update("ann", "x"), update("cem", "z")), ports.rounds().accepted(RUN, 1));
        assertEquals(2, ports.rounds().acceptedCount(RUN, 1));
        assertEquals(0, ports.rounds().acceptedCount(RUN, 2));
    }

    @Test
    void whatCountsOfOneDeviceIsFoundAlone() throws RejectedException {
        Fence fence = opened();
        ports.rounds().openReports(fence, 2, COHORT);
        ports.rounds().accept(update("ann", "x"));
        ports.rounds().accept(update("cem", "z"));

        assertEquals(Optional.of(update("ann", "x")), ports.rounds().accepted(RUN, 1, "ann"));
        assertEquals(Optional.of(update("cem", "z")), ports.rounds().accepted(RUN, 1, "cem"));
        assertEquals(Optional.empty(), ports.rounds().accepted(RUN, 1, "bob"));
        assertEquals(Optional.empty(), ports.rounds().accepted(RUN, 2, "ann"));
        assertEquals(Optional.empty(), ports.rounds().accepted("other", 1, "ann"));
    }

    @Test
    void instantsAreKeptToTheMillisecond() throws RejectedException {
        Fence fence = opened();
        AcceptedUpdate precise =
                new AcceptedUpdate(RUN, 1, "ann", "upload-x", document("x").hash(), 7, 0.25, 1234, 5678,
                        AT.plusNanos(999_999), REPORT);

        ports.rounds().append(fence, 1, "{}", AT.plusNanos(1));

        assertEquals(update("ann", "x"), ports.rounds().accept(precise));
        assertEquals(AT, ports.rounds().events(RUN, 1).getFirst().at());
    }

    @Test
    void aLossThatIsNotANumberIsKept() throws RejectedException {
        opened();
        AcceptedUpdate diverged = new AcceptedUpdate(RUN, 1, "ann", "upload", "hash", 7, Double.NaN, 1, 2, AT, REPORT);

        ports.rounds().accept(diverged);

        assertEquals(List.of(diverged), ports.rounds().accepted(RUN, 1));
    }

    @Test
    @DisplayName("I2: the same content again is the row that counts already")
    void theSameContentAgainIsTheSameRow() throws RejectedException {
        opened();
        AcceptedUpdate first = ports.rounds().accept(update("ann", "x"));
        AcceptedUpdate again =
                new AcceptedUpdate(RUN, 1, "ann", "another-upload", first.sha256(), first.weight(), 9, 9, 9,
                        AT.plusSeconds(9), REPORT);

        assertEquals(first, ports.rounds().accept(again));
        assertEquals(List.of(first), ports.rounds().accepted(RUN, 1));
    }

    @Test
    @DisplayName("I2: another content, or the same content with another weight, is refused and changes nothing")
    void otherContentIsRefused() throws RejectedException {
        opened();
        AcceptedUpdate first = ports.rounds().accept(update("ann", "x"));
        AcceptedUpdate heavier =
                new AcceptedUpdate(RUN, 1, "ann", first.uploadId(), first.sha256(), 8, 0.25, 1234, 5678,
                        AT, REPORT);

        assertEquals(Reason.ALREADY_REPORTED, refusal(update("ann", "y")));
        assertEquals(Reason.ALREADY_REPORTED, refusal(heavier));
        assertEquals(List.of(first), ports.rounds().accepted(RUN, 1));
    }

    @Test
    @DisplayName("I2: of 16 threads with different contents of one device, one wins and all others are refused")
    void oneContentWins() throws InterruptedException {
        opened();

        List<String> outcomes = Race.of(16, index -> {
            try {
                return ports.rounds().accept(update("ann", "content-" + index)).sha256();
            } catch (RejectedException refused) {
                return refused.reason().code();
            }
        });

        List<String> counted = ports.rounds().accepted(RUN, 1).stream().map(AcceptedUpdate::sha256).toList();
        assertEquals(1, counted.size());
        assertEquals(counted, outcomes.stream().filter(o -> !o.equals(Reason.ALREADY_REPORTED.code())).toList());
    }

    @Test
    @DisplayName("I2: of 16 threads with the same content, all get the one row")
    void theSameContentRaces() throws InterruptedException {
        opened();

        List<AcceptedUpdate> rows = Race.of(16, _ -> ports.rounds().accept(update("ann", "x")));

        assertEquals(Set.of(update("ann", "x")), Set.copyOf(rows));
        assertEquals(1, ports.rounds().accepted(RUN, 1).size());
    }

    private void giveUp(String device, String upload) throws RejectedException {
        ports.rounds().giveUp(RUN, 1, device, upload);
    }

    private boolean isGivenUp(AcceptedUpdate update) {
        return ports.rounds().isGivenUp(RUN, 1, update.device(), update.uploadId());
    }

    @Test
    @DisplayName("I2: an upload that was given up never counts, and one that counts is never given up")
    void givenUp() throws RejectedException {
        Fence fence = opened();
        AcceptedUpdate ann = update("ann", "x");
        AcceptedUpdate bob = ports.rounds().accept(update("bob", "y"));
        giveUp("ann", ann.uploadId());
        giveUp("ann", ann.uploadId());

        assertEquals(Reason.NOT_FOUND, refusal(ann));
        assertTrue(isGivenUp(ann));
        assertEquals(List.of(), ports.parts().objects());
        assertEquals(Reason.ALREADY_REPORTED,
                assertThrows(RejectedException.class, () -> giveUp("bob", bob.uploadId())).reason());
        giveUp("bob", "another");
        assertEquals(bob, ports.rounds().accept(bob));
        assertEquals(List.of(bob), ports.rounds().closeReports(fence, 1));

        assertFalse(isGivenUp(ann));
        assertEquals(Reason.LATE, refusal(ann));
        giveUp("ann", ann.uploadId());
        assertFalse(isGivenUp(ann), "nothing is kept for a round that takes no reports");
    }

    @Test
    @DisplayName("I2: of a report and its giving up at one moment, one happens")
    void givingUpRaces() throws InterruptedException {
        opened();
        AcceptedUpdate ann = update("ann", "x");
        List<Boolean> counted = Race.of(8, index -> {
            try {
                if (index % 2 == 0) {
                    giveUp("ann", ann.uploadId());
                    return false;
                }
                return ports.rounds().accept(ann) != null;
            } catch (RejectedException refused) {
                return index % 2 == 0;
            }
        });
        assertEquals(1, Set.copyOf(counted).size(), "all saw the same decision: " + counted);
        assertEquals(counted.getFirst() ? 1 : 0, ports.rounds().acceptedCount(RUN, 1));
    }

    @Test
    void theSameDeviceReportsInEveryRoundAndRun() throws RejectedException {
        Fence fence = opened();
        ports.rounds().openReports(fence, 2, COHORT);
        ports.runs().create("other", document("plan"), PlanUse.once(), AT);
        ports.rounds().openReports(ports.runs().claim("other", "a", LEASE).orElseThrow(), 1, COHORT);

        ports.rounds().accept(update("ann", "x"));
        ports.rounds().accept(update(RUN, 2, "ann", "y"));
        ports.rounds().accept(update("other", 1, "ann", "z"));

        assertEquals(List.of(update("ann", "x")), ports.rounds().accepted(RUN, 1));
        assertEquals(List.of(update(RUN, 2, "ann", "y")), ports.rounds().accepted(RUN, 2));
        assertEquals(List.of(update("other", 1, "ann", "z")), ports.rounds().accepted("other", 1));
    }

    @Test
    void aClosedDoorKnowsWhatCountsAndRefusesTheRest() throws RejectedException {
        Fence fence = opened();
        AcceptedUpdate counted = ports.rounds().accept(update("bob", "x"));

        assertEquals(List.of(counted), ports.rounds().closeReports(fence, 1));

        assertEquals(counted, ports.rounds().accept(update("bob", "x")));
        assertEquals(Reason.LATE, refusal(update("bob", "y")));
        assertEquals(Reason.LATE, refusal(update("ann", "x")));
        assertEquals(Reason.NOT_SELECTED, refusal(update("eve", "x")));
        assertEquals(List.of(counted), ports.rounds().closeReports(fence, 1));
    }

    @Test
    void aClosedDoorStaysClosed() {
        Fence fence = opened();
        ports.rounds().closeReports(fence, 1);

        ports.rounds().openReports(fence, 1, COHORT);

        assertEquals(Reason.LATE, refusal(update("ann", "x")));
    }

    @Test
    void aDoorClosedBeforeItWasOpenedNeverOpens() {
        Fence fence = claimed();

        assertEquals(List.of(), ports.rounds().closeReports(fence, 1));
        ports.rounds().openReports(fence, 1, COHORT);

        assertEquals(Reason.WRONG_ROUND, refusal(update("ann", "x")));
    }

    @Test
    @DisplayName("I1: whatever was accepted while the round closed is in the closed set, and nothing else")
    void closingRacesWithReports() throws InterruptedException {
        Fence fence = claimed();
        ports.rounds().openReports(fence, 1,
                new TreeSet<>(IntStream.range(0, 15).mapToObj(i -> "device-" + i).toList()));

        List<Set<String>> outcomes = Race.of(16, index -> index == 15
                ? devices(ports.rounds().closeReports(fence, 1)) : report("device-" + index));

        Set<String> acknowledged = new TreeSet<>();
        outcomes.subList(0, 15).forEach(acknowledged::addAll);
        assertEquals(outcomes.get(15), acknowledged);
    }

    private Set<String> report(String device) {
        try {
            return Set.of(ports.rounds().accept(update(device, "x")).device());
        } catch (RejectedException late) {
            assertEquals(Reason.LATE, late.reason());
            return Set.of();
        }
    }

    private static Set<String> devices(List<AcceptedUpdate> updates) {
        return new TreeSet<>(updates.stream().map(AcceptedUpdate::device).toList());
    }

    @Test
    @DisplayName("I7: every write of an owner that was taken over is refused and changes nothing")
    void anOldOwnerIsRefused() throws RejectedException {
        Fence old = opened();
        takenOver();

        assertThrows(StaleEpochException.class, () -> ports.rounds().append(old, 1, "{}", AT));
        assertThrows(StaleEpochException.class, () -> ports.rounds().effectDone(old, 1, "publish"));
        assertThrows(StaleEpochException.class, () -> ports.rounds().openReports(old, 2, COHORT));
        assertThrows(StaleEpochException.class, () -> ports.rounds().closeReports(old, 1));
        assertThrows(StaleEpochException.class, () -> ports.rounds().forgetBefore(old, 1, NOTHING_TOLD));

        assertEquals(List.of(), ports.rounds().events(RUN, 0));
        assertEquals(Set.of(), ports.rounds().effectsDone(RUN, 1));
        assertEquals(Reason.WRONG_ROUND, refusal(update(RUN, 2, "ann", "x")));
        assertEquals(update("ann", "x"), ports.rounds().accept(update("ann", "x")));
    }
}
