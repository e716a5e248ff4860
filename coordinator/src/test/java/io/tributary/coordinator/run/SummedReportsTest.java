package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every version commits to the signed reports that it was made of, and each of these can be proved alone. */
class SummedReportsTest {
    private static final List<String> DEVICES = List.of("d0", "d1", "d2", "d3");
    private final RunWorld world = new RunWorld();
    private final RunPlan plan = Plans.plan(new RoundSpec(4, 1, 4, 2, 4, 60, 60), 1, 10);
    private String run = "";

    private interface Mishap {
        void befall();
    }

    @BeforeEach
    void create() throws Exception {
        run = world.create(plan);
        world.checkIn(4);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void play(Mishap mishap) throws Exception {
        OpenRound open = world.awaitRound(1);
        for (String device : DEVICES) {
            world.accept(open, device, 0.5f, 1);
        }
        mishap.befall();
        DEVICES.forEach(device -> world.runs.active().getFirst().tell(new RoundEvent.UpdateAccepted(1, device)));
        RunView view = world.awaitEnd(run);
        assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
    }

    private ModelRegistry registry() {
        return new ModelRegistry(world.memory.models(), world.memory.objects(), SigningKeys.single(world.key),
                InstantSource.system());
    }

    private InclusionProof proof(String device) throws RejectedException {
        return new SummedReports(registry(), world.memory.rounds(), world.memory.runs()).prove(plan.model(), 1, device);
    }

    private Reports named() {
        Reports reports = registry().manifest(plan.model(), 1).orElseThrow().manifest().origin().reports();
        return Objects.requireNonNull(reports);
    }

    private Reason refusal(int version, String device) {
        return assertThrows(RejectedException.class,
                () -> new SummedReports(registry(), world.memory.rounds(), world.memory.runs())
                        .prove(plan.model(), version, device))
                .reason();
    }

    @Test
    void everyDeviceProvesThatItsReportIsInAndNobodyElses() throws Exception {
        play(() -> {});
        assertEquals(4, named().count());
        for (String device : DEVICES) {
            InclusionProof proof = proof(device);
            AcceptedUpdate row = world.memory.rounds().accepted(run, 1, device).orElseThrow();
            assertEquals(row.report(), proof.report());
            assertTrue(proof.leadsTo(named()), device);
            InclusionProof other = proof(DEVICES.get((DEVICES.indexOf(device) + 1) % 4));
            assertFalse(new InclusionProof(other.report(), proof.index(), proof.proof()).leadsTo(named()));
            assertFalse(new InclusionProof(proof.report(), other.index(), proof.proof()).leadsTo(named()));
            assertFalse(proof.leadsTo(new Reports(4, "ab".repeat(32))));
        }
        assertEquals(Reason.NOT_FOUND, refusal(1, "d9"));
        assertEquals(Reason.NOT_FOUND, refusal(0, "d0"));
        assertEquals(Reason.NOT_FOUND, refusal(2, "d0"));
    }

    @Test
    void anUpdateThatWasLeftOutIsNotIn() throws Exception {
        play(() -> world.memory.objects().list(UpdateObjects.ofDevice(run, 1, "d1"))
                .forEach(world.memory.objects()::delete));
        assertEquals(3, named().count());
        for (String device : List.of("d0", "d2", "d3")) {
            assertTrue(proof(device).leadsTo(named()), device);
        }
        assertEquals(Reason.NOT_FOUND, refusal(1, "d1"));
    }

    @Test
    void reportsThatAreNotThoseOfTheVersionAreDamage() throws Exception {
        play(() -> {});
        List<AcceptedUpdate> fewer = new ArrayList<>(world.memory.rounds().accepted(run, 1));
        AcceptedUpdate gone = fewer.removeLast();
        SummedReports reports = new SummedReports(registry(),
                AlteredReportsTest.giving(world.memory.rounds(), rows -> fewer), world.memory.runs());
        assertThrows(DamagedException.class, () -> reports.prove(plan.model(), 1, gone.device()));
        assertThrows(DamagedException.class, () -> reports.prove(plan.model(), 1, "d0"));
        List<DamagedException> wrong = new ArrayList<>();
        reports.check(plan.model(), wrong::add);
        assertEquals(1, wrong.size());
    }

    @Test
    void reportsOfADeletedRunAreNoLongerKeptAndNoDamage() throws Exception {
        play(() -> {});
        List<DamagedException> wrong = new ArrayList<>();
        SummedReports reports = new SummedReports(registry(), world.memory.rounds(), world.memory.runs());
        reports.check(plan.model(), wrong::add);
        RunWorld.await("it is not played any more", () -> world.runs.active().isEmpty());
        world.runs.delete(run);
        world.memory.runs().purge(9);
        reports.check(plan.model(), wrong::add);
        assertEquals(List.of(), wrong);
        assertEquals(Reason.NOT_FOUND, refusal(1, "d0"));
    }
}
