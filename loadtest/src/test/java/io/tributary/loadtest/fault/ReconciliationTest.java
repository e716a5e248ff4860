package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.Traffic;
import io.tributary.loadtest.fault.CoordinatorDatabase.Accepted;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.Ledger.Receipt;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.plan.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run that reconciles, and every way in which one must not: the harness itself has to find what it is for. */
class ReconciliationTest {
    private static final KnownUpdates UPDATES = new KnownUpdates(5, 7);
    private static final String HASH = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final String ZEROS = "0".repeat(64);
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<RoundEvent> events = new ArrayList<>();
    private final List<ModelManifest> versions = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Recomputation model = new Recomputation(UPDATES);

    /** Round 1 counts devices 0 and 1, round 2 is abandoned with device 0's update, round 3 counts 1 and 2. */
    private void play() {
        version(0);
        commit(1, 0, 1);
        events.add(new RoundEvent.Opened(2, 1));
        accepted.add(new Accepted(2, "dev-0", UPDATES.weight(0)));
        receipts.add(new Receipt(0, 2));
        commit(3, 1, 2);
    }

    private void commit(int round, int... devices) {
        List<String> names = Arrays.stream(devices).mapToObj(KnownUpdates::name).toList();
        for (int device : devices) {
            accepted.add(new Accepted(round, KnownUpdates.name(device), UPDATES.weight(device)));
            receipts.add(new Receipt(device, round));
        }
        events.add(new RoundEvent.Opened(round, versions.size() - 1));
        events.add(new RoundEvent.ReportsClosed(round, names, Traffic.NONE));
        model.apply(round, names);
        version(round);
    }

    private void version(int round) {
        versions.add(new ModelManifest(1, FaultPlan.MODEL, versions.size(),
                new ModelManifest.Origin(versions.isEmpty() ? ZEROS : HASH, "01890a5d-ac96-774b-bcce-b302099a8057",
                        round, HASH, round == 0 ? null : new ModelManifest.Reports(1, HASH)),
                new ModelManifest.Content(FaultPlan.all(UPDATES.values(), 3, 3, 60).plan().layout(), List.of(HASH),
                        HASH, VectorDigest.of(model.values()).hex()),
                FaultPlan.all(UPDATES.values(), 3, 3, 60).plan().modelSignature(), 0));
    }

    private Reconciliation reconciliation() {
        return Reconciliation.of(new CoordinatorDatabase(accepted, events, versions), Set.of(2), receipts, UPDATES);
    }

    @Test
    void whatWasAcknowledgedAndCountedOnceBalances() {
        play();
        receipts.remove(new Receipt(2, 3));
        receipts.add(new Receipt(0, 1));
        assertEquals(new Reconciliation(4, 1, List.of(), List.of(), 2, 1, 1, 1, List.of()), reconciliation());
        assertTrue(reconciliation().holds());
    }

    @Test
    void aReceiptWhoseUpdateIsInNoSumIsLost() {
        play();
        receipts.add(new Receipt(2, 1));
        assertEquals(List.of(new Receipt(2, 1)), reconciliation().lost());
        assertFalse(reconciliation().holds());
    }

    @Test
    void aReceiptOfARoundWithoutAnEndIsLost() {
        play();
        receipts.add(new Receipt(2, 4));
        assertEquals(List.of(new Receipt(2, 4)), reconciliation().lost());
    }

    @Test
    void aRowThatIsThereAgainIsCountedTwice() {
        play();
        accepted.add(accepted.get(0));
        assertEquals(1, reconciliation().twice().size());
        assertFalse(reconciliation().holds());
    }

    @Test
    void aSecondVersionOfARoundIsCountedTwice() {
        play();
        version(3);
        assertEquals(List.of("round 3 made 2 versions"), reconciliation().twice());
    }

    @Test
    void aModelThatHoldsAnUpdateTwiceIsWrong() {
        version(0);
        model.apply(1, List.of("dev-0"));
        commit(1, 0, 1);
        assertEquals(List.of(1), reconciliation().wrong());
        assertFalse(reconciliation().holds());
    }

    @Test
    void aModelThatLacksAnUpdateOfItsAcceptedSetIsWrong() {
        play();
        events.set(1, new RoundEvent.ReportsClosed(1, List.of("dev-0", "dev-1", "dev-2"), Traffic.NONE));
        assertTrue(reconciliation().wrong().contains(1));
    }
}
