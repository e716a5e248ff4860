package io.tributary.coordinator.simulation;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.run.UpdateBlobs;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run in a world of two machines that share a storage, six devices and a network. All of it follows from the seed, but for
 * keys and ciphertexts, on which nothing depends.
 */
final class World {
    static final String RUN = "01890000-0000-7000-8000-000000000001";
    static final SigningKey KEY = SigningKey.generate();
    static final int DEVICES = 6;
    private static final int ROUGH_MILLIS = 45_000;
    private static final int SELECTION_SECONDS = 15;
    private static final int DEADLINE_SECONDS = 12;
    private static final int SLACK_MILLIS = 90_000;

    final Time time = new Time();
    final Chance chance;
    final Weather weather = new Weather(time, ROUGH_MILLIS);
    final Network network;
    final Promise broken;
    final Storage storage;
    final Witness witness;
    final RunPlan plan;
    /** Whose accepted updates rot in the storage. */
    final Set<Witness.Part> damaged = new TreeSet<>();
    /** How many threads are being held up. */
    int depth;
    private final long seed;
    private final List<Machine> machines;
    private final List<Device> devices;

    World(long seed, Promise broken) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.broken = broken;
        this.network = new Network(time, chance, weather);
        this.storage = new Storage(broken, time);
        this.witness = new Witness(time, storage.real);
        this.plan = plan();
        SignedDocument document = KEY.sign(WireJson.write(plan));
        storage.real.runs().create(RUN, document, time.instant());
        this.machines = Stream.of("a", "b").map(name -> new Machine(name, this)).toList();
        this.devices = IntStream.range(0, DEVICES).mapToObj(number -> new Device(number, this)).toList();
    }

    private RunPlan plan() {
        int cohort = chance.between(2, 3);
        double overSelect = chance.oneIn(2) ? 1 : 1.5;
        int selected = (int) Math.ceil(cohort * overSelect);
        int goal = chance.oneIn(2) ? selected : chance.between(1, selected);
        RoundSpec round = new RoundSpec(cohort, overSelect, goal, chance.between(1, goal),
                chance.between(selected, DEVICES - 1), SELECTION_SECONDS, DEADLINE_SECONDS);
        int rounds = chance.between(2, 3);
        RunPlan mean = Plans.plan(round, rounds, rounds * DEVICES);
        return seed % 4 == 3 ? Plans.with(Plans.fedAdam(), mean) : mean;
    }

    /** Nothing but a one, in a place of its own for every device and round: a place shows how often it was counted. */
    float[] delta(int round, int device) {
        float[] values = new float[plan.layout().size()];
        values[place(round, device)] = 1;
        return values;
    }

    static int place(int round, int device) {
        return (round - 1) * DEVICES + device;
    }

    int weight(int device) {
        return devices.get(device).weight();
    }

    /** A device asks some machine; the answer comes back, or does not. */
    void send(Talk.Request request, Consumer<Talk.Answer> reply) {
        Machine machine = chance.oneOf(machines);
        network.send(() -> machine.receive(request, reply));
    }

    /** Lets the world run until all is over, or it has stood still for long. */
    Outcome play() {
        machines.forEach(Machine::start);
        devices.forEach(Device::start);
        accidents();
        if (seed % 5 == 1) {
            rot(new Random(seed));
        }
        if (chance.oneIn(12)) {
            time.in(chance.between(1_000, ROUGH_MILLIS), () -> machines.forEach(Machine::stop));
        }
        long end = ROUGH_MILLIS + SLACK_MILLIS
                + plan.rounds() * 1_000L * (SELECTION_SECONDS + DEADLINE_SECONDS);
        while (time.now() < end && !(witness.over() && devices.stream().allMatch(Device::isDone))) {
            time.next();
        }
        if (witness.over()) {
            devices.stream().filter(device -> !device.isDone()).forEach(device -> witness
                    .violated(Property.NOBODY_WAITS_FOR_EVER, device.name + " has heard nothing"));
        }
        new Judge(this).judge();
        return new Outcome(seed, witness.violations, witness.trace);
    }

    /** Now and then a byte of an update that was accepted changes where it lies. */
    private void rot(Random random) {
        time.in(500 + random.nextInt(3_000), () -> {
            List<AcceptedUpdate> rows = IntStream.rangeClosed(1, plan.rounds())
                    .mapToObj(round -> storage.real.rounds().accepted(RUN, round)).flatMap(List::stream).toList();
            if (!rows.isEmpty()) {
                damage(rows.get(random.nextInt(rows.size())), random);
            }
            if (!witness.over()) {
                rot(random);
            }
        });
    }

    private void damage(AcceptedUpdate row, Random random) {
        String name = UpdateBlobs.name(RUN, row.round(), row.device(), row.uploadId());
        if (storage.flipByte(name, random)) {
            damaged.add(new Witness.Part(row.round(), row.device()));
            witness.saw("a byte of the update of " + row.device() + " in round " + row.round() + " changes");
        }
    }

    /** Deaths and pauses that come from outside, in no relation to what is being done. */
    private void accidents() {
        time.in(chance.between(500, 6_000), () -> {
            if (weather.rough()) {
                switch (chance.between(0, 3)) {
                    case 0 -> chance.oneOf(machines).kill("by accident");
                    case 1 -> chance.oneOf(machines).pause(chance.between(100, 9_000));
                    default -> chance.oneOf(devices).kill();
                }
                accidents();
            }
        });
    }
}
