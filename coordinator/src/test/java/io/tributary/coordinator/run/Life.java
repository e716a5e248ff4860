package io.tributary.coordinator.run;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.learning.Evaluation;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of three rounds by FedAdam, the same every time it is told, whatever dies under it: three devices, two of them in the
 * cohort; what the devices do outlives the coordinator, as does the storage.
 */
final class Life {
    static final String RUN = "01890000-0000-7000-8000-000000000001";
    static final SigningKey KEY = TestReports.key("coordinator");
    private static final List<String> DEVICES = List.of("d0", "d1", "d2");
    private static final int VALUES = 10;
    static final int ROUNDS = 3;
    /** Versions that are kept: the first is deleted in the last round. */
    private static final int KEPT = 3;

    /** What the devices and the operator do. */
    enum Scenario {
        /** Both devices report, in every round. */
        EVERYONE_REPORTS,
        /** In the second round one is missing, and the deadline closes the round. */
        ONE_IS_MISSING,
        /** In the first round one is missing, and two must report. */
        TOO_FEW,
        /** The run is stopped while its first round takes reports. */
        STOPPED
    }

    final RowPorts.Hand clock;
    /** Who got a receipt, by round. */
    final Map<Integer, List<String>> acknowledged = new TreeMap<>();
    /** When storage failed. */
    final List<StoreException> failures = new ArrayList<>();
    private final Scenario scenario;
    private final Retention retention;
    private final Map<String, byte[]> journal = new TreeMap<>();

    Life(Scenario scenario, RowPorts.Hand clock) {
        this(scenario, clock, new Retention(KEPT));
    }

    /** One that keeps as many versions as this says. */
    Life(Scenario scenario, RowPorts.Hand clock, Retention retention) {
        this.retention = retention;
        this.scenario = scenario;
        this.clock = clock;
    }

    /** The plan is there before anything can die. */
    void prepare(Ports ports) {
        int least = scenario == Scenario.TOO_FEW ? 2 : 1;
        RunPlan plan =
                Plans.with(Plans.fedAdam(), Plans.plan(new RoundSpec(2, 1, 2, least, 3, 60, 60), ROUNDS, VALUES));
        SignedDocument document = KEY.sign(SignatureContext.RUN_PLAN, WireJson.write(plan));
        ports.runs().create(RUN, document, PlanUse.once(), clock.instant());
    }

    /** A coordinator lives over this storage until the run is over, or it is killed; when storage fails it begins again. */
    RunView live(Ports ports) throws Exception {
        DevicePool pool = new DevicePool(Duration.ofMinutes(1));
        RunServices services = services(ports, pool);
        Optional<SteppedRun> run = Optional.empty();
        while (true) {
            try {
                run = run.isPresent() ? run.map(SteppedRun::again) : SteppedRun.claim(RUN, services);
                play(run.orElseThrow().begin(), ports, pool);
                return run.orElseThrow().view();
            } catch (StoreException failed) {
                failures.add(failed);
            }
        }
    }

    private void play(SteppedRun run, Ports ports, DevicePool pool) throws Exception {
        while (run.active()) {
            if (!run.step()) {
                devicesAct(run, ports, pool);
            }
        }
    }

    private RunServices services(Ports ports, DevicePool pool) {
        ModelRegistry registry =
                new ModelRegistry(ports.models(), ports.objects(), SigningKeys.single(KEY), clock, retention);
        return ports.services(registry, KEY, pool, clock, "member",
                _ -> Optional.of(model -> new Evaluation(Math.clamp(model[0], 0, 1), 1, new int[][] {{1}}, 1)));
    }

    private void devicesAct(SteppedRun run, Ports ports, DevicePool pool) throws Exception {
        Optional<OpenRound> open = run.openRound();
        if (open.isEmpty()) {
            DEVICES.forEach(device -> pool.checkIn(device, clock.instant()));
            run.poolGrew();
        } else if (!report(run, ports, open.get())) {
            clock.pass(Duration.ofSeconds(61));
            run.lookAtClock();
        }
    }

    /** @return whether there was anybody who had not reported and does */
    private boolean report(SteppedRun run, Ports ports, OpenRound open) throws RejectedException {
        List<String> there = acknowledged.computeIfAbsent(open.round(), _ -> new ArrayList<>());
        Optional<String> next = reporters(open).stream().filter(device -> !there.contains(device)).findFirst();
        if (next.isPresent()) {
            AcceptedUpdate row = accept(ports, open, next.get());
            there.add(row.device());
            run.tell(new RoundEvent.UpdateAccepted(open.round(), row.device()));
        } else if (scenario == Scenario.STOPPED) {
            run.stop("enough");
            return true;
        }
        return next.isPresent();
    }

    private List<String> reporters(OpenRound open) {
        RoundState.Reporting state = open.state();
        int missing = switch (scenario) {
            case EVERYONE_REPORTS -> 0;
            case ONE_IS_MISSING -> open.round() == 2 ? 1 : 0;
            case TOO_FEW -> open.round() == 1 ? 1 : 0;
            case STOPPED -> 1;
        };
        return state.tally().cohort().subList(missing, state.tally().cohort().size());
    }

    /** Object, then row, then the receipt; a device that got none sends the same again. */
    private AcceptedUpdate accept(Ports ports, OpenRound open, String device) throws RejectedException {
        byte[] sealed = journal.computeIfAbsent(open.round() + device, _ -> sealed(open, device));
        String upload = "01890000-0000-7000-8000-00000000000" + device.charAt(1);
        String name = UpdateObjects.name(RUN, open.round(), device, upload);
        if (!ports.objects().exists(name)) {
            try (ObjectWriter object = ports.objects().write(name)) {
                object.append(ByteBuffer.wrap(sealed));
                object.commit();
            }
        }
        return ports.rounds().accept(TestReports.row(RUN, open.round(), device, upload, sealed,
                weight(device), clock.instant()));
    }

    private static byte[] sealed(OpenRound open, String device) {
        float[] values = new float[VALUES];
        Arrays.fill(values, 0.25f * (device.charAt(1) - '0' + 1) / open.round());
        return Sealed.update(open.key().publicKey(), open.context(device), open.plan().layout().chunking(), values);
    }

    private static int weight(String device) {
        return device.charAt(1) - '0' + 1;
    }
}
