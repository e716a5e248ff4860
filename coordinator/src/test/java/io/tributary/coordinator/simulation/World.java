package io.tributary.coordinator.simulation;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.Enrolments;
import io.tributary.coordinator.access.LocalRegistrar;
import io.tributary.coordinator.access.Registrar;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.simulation.schedule.SeededRandom;
import io.tributary.coordinator.simulation.schedule.Threads;
import io.tributary.coordinator.simulation.schedule.Time;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run in a world of three members that share a storage, six devices, three visitors and a network. All of it follows from the seed, but for
 * keys and ciphertexts, on which nothing depends.
 */
final class World {
    static final String RUN = "01890000-0000-7000-8000-000000000001";
    static final SigningKey KEY = SigningKey.generate();
    static final int DEVICES = 6;
    private static final int VISITORS = 3;
    private static final int FAULTY_MILLIS = 45_000;
    private static final int SELECTION_SECONDS = 15;
    private static final int DEADLINE_SECONDS = 12;
    private static final int SLACK_MILLIS = 90_000;
    private static final long LEFT_MILLIS = Duration.ofHours(25).toMillis();
    private static final int SWEEP_MILLIS = 5_000;

    final Time time = new Time();
    final SeededRandom random;
    final Faults faults = new Faults(time, FAULTY_MILLIS);
    final Network network;
    final Guarantee broken;
    final Threads threads = new Threads();
    final Storage storage;
    final Hints hints;
    final Helpers helpers;
    final SharedMemory memory;
    final Registrar registrar;
    final History history;
    private static final PlanUse USE = new PlanUse("simulated", 0, 1, 1, 1);
    final RunPlan plan;
    /** Whether the next member that works on ranges for another one dies with what it has of them. */
    private boolean losesHelper;
    /** Whose accepted updates are damaged in the storage. */
    final Set<History.Participation> damaged = new TreeSet<>();
    private final long seed;
    private final List<Member> members;
    private final List<Device> devices;
    private final List<Visitor> visitors;
    private final Map<String, SignedDocument> certificates = new TreeMap<>();

    World(long seed, Guarantee broken) {
        this.seed = seed;
        this.random = new SeededRandom(seed);
        this.broken = broken;
        this.network = new Network(time, random, faults);
        this.storage = new Storage(this);
        this.history = new History(time, storage.real, storage.parts());
        this.hints = new Hints(this);
        this.helpers = new Helpers(this);
        this.memory = new SharedMemory(this);
        this.registrar = new LocalRegistrar(SigningKeys.single(KEY), Duration.ofDays(7), time);
        this.plan = plan();
        SignedDocument document = KEY.sign(SignatureContext.RUN_PLAN, WireJson.write(plan));
        storage.real.runs().create(RUN, document, USE, time.instant());
        this.members = Stream.of("a", "b", "c").map(name -> new Member(name, this)).toList();
        this.devices = IntStream.range(0, DEVICES).mapToObj(number -> new Device(number, this)).toList();
        devices.forEach(device -> certificates.put(device.name, enrolled(device.name)));
        this.visitors = IntStream.range(0, VISITORS).mapToObj(number -> new Visitor(number, this)).toList();
        visitors.forEach(visitor -> certificates.put(visitor.name, enrolled(visitor.name)));
    }

    private SignedDocument enrolled(String device) {
        try {
            return new Enrolments(storage.devices(), registrar, AccessOptions.Enrolment.OPEN, time)
                    .enrol(new EnrolmentRequest(device, TestReports.key(device).publicKey().raw()), Optional.empty())
                    .certificate();
        } catch (RejectedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    SignedDocument certificate(String device) {
        return certificates.get(device);
    }

    private RunPlan plan() {
        int cohort = random.between(2, 3);
        double overSelect = random.oneIn(2) ? 1 : 1.5;
        int selected = (int) Math.ceil(cohort * overSelect);
        int goal = random.oneIn(2) ? selected : random.between(1, selected);
        RoundSpec round = new RoundSpec(cohort, overSelect, goal, random.between(1, goal),
                random.between(selected, DEVICES - 1), SELECTION_SECONDS, DEADLINE_SECONDS);
        int rounds = random.between(2, 3);
        RunPlan mean = Plans.plan(round, rounds, (isLarge() ? 2 * Chunking.CHUNK_VALUES : 0) + rounds * DEVICES)
                .toBuilder().use(USE).build();
        return seed % 4 == 3 ? Plans.with(Plans.fedAdam(), mean) : mean;
    }

    /** All zeros but for a one, at a place that belongs to this device and round: it shows how often the update was counted. */
    float[] delta(int round, int device) {
        float[] values = new float[plan.layout().size()];
        values[place(round, device)] = 1;
        return values;
    }

    /** In a large world places are in all chunks. */
    int place(int round, int device) {
        int place = (round - 1) * DEVICES + device;
        return isLarge() ? place % 3 * Chunking.CHUNK_VALUES + place : place;
    }

    /** Whether updates have three chunks; those of other worlds have one, and headers are parts. */
    boolean isLarge() {
        return seed % 10 == 4;
    }

    /** Whether members are slow to pull ranges of their own rounds, so that others take them. */
    boolean isBusy() {
        return seed % 2 == 0;
    }

    /** Fewest bytes of a part of an object that is not the last. */
    int leastPart() {
        return isLarge() ? Chunking.CHUNK_VALUES : 80;
    }

    int weight(int device) {
        return devices.get(device).weight();
    }

    long seed() {
        return seed;
    }

    List<String> names() {
        return members.stream().map(member -> member.name).toList();
    }

    Member anyMember() {
        return random.oneOf(members);
    }

    /** A device asks a member, and perhaps another one as well; the answer comes back, or does not. */
    void send(Member member, Messages.Said request, Consumer<Messages.Answer> reply) {
        network.send(() -> member.receive(request, reply));
        if (faults.happen() && random.oneIn(8)) {
            Member other = anyMember();
            network.send(() -> other.receive(request, reply));
        }
    }

    /** Plays the world until the run is over and every device knows it, or the time is up. */
    Outcome play() {
        return Threads.carry(this::playHere);
    }

    private Outcome playHere() {
        members.forEach(Member::start);
        devices.forEach(Device::start);
        visitors.forEach(Visitor::start);
        accidents();
        members.forEach(this::sweepNowAndThen);
        if (seed % 5 == 1) {
            rot(new Random(seed));
        }
        if (random.oneIn(12)) {
            time.in(random.between(1_000, FAULTY_MILLIS), () -> anyMember().stop());
        }
        if (random.oneIn(2)) {
            time.in(random.between(1, FAULTY_MILLIS), () -> losesHelper = true);
        }
        if (random.oneIn(3)) {
            String device = random.oneOf(devices).name;
            time.in(random.between(1_000, FAULTY_MILLIS), () -> anyMember().revoke(device));
        }
        long end = FAULTY_MILLIS + SLACK_MILLIS
                + plan.rounds() * 1_000L * (SELECTION_SECONDS + DEADLINE_SECONDS);
        boolean rests = true;
        while (rests && time.now() < end && !(history.isOver() && devices.stream().allMatch(Device::isDone))) {
            rests = threads.play(time.next());
        }
        if (!rests) {
            history.violated(Property.EVERY_ROUND_ENDS, "threads go round in circles, and no time passes");
        }
        members.forEach(Member::retire);
        threads.settle();
        if (history.isOver()) {
            tidyUp();
        }
        storage.close();
        if (history.isOver()) {
            devices.stream().filter(device -> !device.isDone()).forEach(device -> history
                    .violated(Property.NOBODY_WAITS_FOR_EVER, device.name + " has heard nothing"));
        }
        new Invariants(this).check();
        return new Outcome(seed, history.violations, history.trace);
    }

    /** A day later a member starts, and sweeps as it does once a minute: what is left then stays for ever. */
    private void tidyUp() {
        time.skip(LEFT_MILLIS);
        Member last = members.getFirst();
        last.start();
        play(SWEEP_MILLIS);
        last.sweep();
        play(SWEEP_MILLIS);
        last.retire();
        threads.settle();
        List<String> left = storage.ofUpdates();
        if (!left.isEmpty()) {
            history.violated(Property.NOTHING_IS_LEFT, String.join(", ", left));
        }
    }

    private void play(long millis) {
        long end = time.now() + millis;
        time.in(millis, () -> {});
        while (time.now() < end) {
            threads.play(time.next());
        }
    }

    private void sweepNowAndThen(Member member) {
        time.in(random.between(3_000, 15_000), () -> {
            member.sweep();
            sweepNowAndThen(member);
        });
    }

    /** Now and then changes a byte of a stored update that was accepted. */
    private void rot(Random damageRandom) {
        time.in(500 + damageRandom.nextInt(3_000), () -> {
            List<AcceptedUpdate> rows = IntStream.rangeClosed(1, plan.rounds())
                    .mapToObj(round -> storage.real.rounds().accepted(RUN, round)).flatMap(List::stream).toList();
            if (!rows.isEmpty()) {
                damage(rows.get(damageRandom.nextInt(rows.size())), damageRandom);
            }
            if (!history.isOver()) {
                rot(damageRandom);
            }
        });
    }

    private void damage(AcceptedUpdate row, Random damageRandom) {
        String name = UpdateObjects.name(RUN, row.round(), row.device(), row.uploadId());
        if (storage.flipByte(name, damageRandom)) {
            damaged.add(new History.Participation(row.round(), row.device()));
            history.note("a byte of the update of " + row.device() + " in round " + row.round() + " changes");
        }
    }

    /** A member that works on ranges for another one asks whether it is the one that dies with them. */
    boolean losesHelper() {
        boolean now = losesHelper && faults.happen();
        losesHelper = losesHelper && !now;
        return now;
    }

    /** Kills and pauses at random times, whatever is being done. */
    private void accidents() {
        time.in(random.between(500, 6_000), () -> {
            if (faults.happen()) {
                switch (random.between(0, 7)) {
                    case 0, 1 -> anyMember().kill("by accident");
                    case 2, 3 -> anyMember().pause(random.between(100, 9_000));
                    case 4 -> {
                        history.note("all hints are lost");
                        hints.lose();
                        helpers.lose();
                        if (random.oneIn(2)) {
                            memory.lose();
                        }
                    }
                    default -> random.oneOf(devices).kill();
                }
                accidents();
            }
        });
    }
}
