package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Killed;
import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.RunServices;
import io.tributary.coordinator.run.SteppedRun;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's process on its machine: it claims the run or waits for it, plays it, answers devices, dies, and is started again. At
 * each of its writes the thread may be delayed, the process paused, the storage may fail, or the process may die.
 */
final class Machine implements Ports.Gate {
    private static final int STANDBY_MILLIS = 1_000;
    private static final int RENEWAL_MILLIS = 1_000;
    private static final int DEEPEST = 6;

    final String name;
    private final World world;
    private final Deque<Consumer<SteppedRun>> messages = new ArrayDeque<>();
    private DevicePool pool = new DevicePool(Duration.ofSeconds(30));
    private RunServices services;
    private SimulatedApi api;
    private @Nullable SteppedRun run;
    private int life;
    private boolean alive;
    private boolean busy;
    private long pausedUntil;
    private long turn;

    Machine(String name, World world) {
        this.name = name;
        this.world = world;
        Ports storage = storage();
        this.services = services(storage);
        this.api = api(storage);
    }

    private Ports storage() {
        return world.storage.of(this, world.history).behind(this);
    }

    private RunServices services(Ports storage) {
        return storage.services(World.KEY, pool, world.time, name, _ -> Optional.empty());
    }

    private SimulatedApi api(Ports storage) {
        return new SimulatedApi(storage, () -> run, pool, world.time, world.broken);
    }

    /** Starts the process, with nothing in memory. */
    void start() {
        alive = true;
        life++;
        run = null;
        busy = false;
        messages.clear();
        pool = new DevicePool(Duration.ofSeconds(30));
        Ports storage = storage();
        services = services(storage);
        api = api(storage);
        turnIn(1);
        renewLater();
    }

    /** Kills the process; somebody starts it again. */
    void kill(String where) {
        if (alive) {
            world.history.note(name + " dies " + where);
            alive = false;
            life++;
            run = null;
            world.storage.died(this);
            world.time.in(world.random.between(50, 4_000), this::start);
        }
    }

    /** Stops the whole process for a while, as a debugger or a hypervisor does. */
    void pause(int millis) {
        world.history.note(name + " is paused for " + millis);
        pausedUntil = Math.max(pausedUntil, world.time.now() + millis);
    }

    /** An operator stops the run here, if it is played here. */
    void stop() {
        tell(playing -> playing.stop("by chance"));
    }

    /** A request arrives; the answer leaves by {@code reply} if nothing comes between. */
    void receive(Messages.Request request, Consumer<Messages.Answer> reply) {
        alone(() -> {
            Messages.Answer answer = api.answer(request, event -> tell(playing -> playing.tell(event)),
                    early -> leave(request, early, reply));
            if (request instanceof Messages.CheckIn && answer instanceof Messages.Wait) {
                tell(SteppedRun::poolGrew);
            }
            leave(request, answer, reply);
        });
    }

    private void leave(Messages.Request request, Messages.Answer answer, Consumer<Messages.Answer> reply) {
        if (request instanceof Messages.Report report) {
            switch (answer) {
                case Messages.Receipt receipt -> world.history.acknowledged(report, receipt);
                case Messages.Refused(var reason) when reason.endsRound() -> world.history.refused(report, reason);
                default -> {}
            }
        }
        world.network.send(() -> reply.accept(answer));
    }

    private void tell(Consumer<SteppedRun> message) {
        messages.add(message);
        turnIn(0);
    }

    /** Does something in this process if it is there then; later if it is paused. */
    private void alone(Work work) {
        int mine = life;
        if (!alive) {
            return;
        }
        if (world.time.now() < pausedUntil) {
            world.time.in(pausedUntil - world.time.now(), () -> {
                if (life == mine) {
                    alone(work);
                }
            });
            return;
        }
        try {
            work.run();
        } catch (Killed death) {
            world.history.note(name + " is gone: " + death.getMessage());
        } catch (StoreException broken) {
            world.history.note(name + ": " + broken.getMessage());
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void turnIn(long millis) {
        long mine = ++turn;
        int myLife = life;
        world.time.in(millis, () -> {
            if (mine == turn && life == myLife) {
                alone(this::takeTurn);
            }
        });
    }

    /** One turn of the thread that owns the run. */
    private void takeTurn() throws InterruptedException {
        if (busy) {
            turnIn(5);
            return;
        }
        busy = true;
        int mine = life;
        try {
            turnIn(play());
        } catch (StaleEpochException lost) {
            kill("because it was taken over");
        } catch (IllegalStateException fault) {
            world.history.violated(Property.EVERY_ROUND_ENDS, name + " could not go on: " + fault);
            kill("of a fault");
        } finally {
            if (life == mine) {
                busy = false;
            }
        }
    }

    /** @return milliseconds until the next turn */
    private long play() throws InterruptedException {
        try {
            return playOn();
        } catch (StoreException broken) {
            return setBack(broken);
        }
    }

    private long playOn() throws InterruptedException {
        SteppedRun playing = run;
        if (playing == null) {
            run = SteppedRun.claim(World.RUN, services).orElse(null);
            if (run == null) {
                return STANDBY_MILLIS;
            }
            world.history.note(name + " owns the run");
            run.begin();
            return 1;
        }
        if (!playing.active()) {
            return STANDBY_MILLIS;
        }
        if (playing.step()) {
            return world.random.between(1, 10);
        }
        Consumer<SteppedRun> message = messages.poll();
        if (message == null) {
            playing.lookAtClock();
        } else {
            message.accept(playing);
        }
        return messages.isEmpty() ? Math.max(1, playing.untilDeadline()) : 1;
    }

    private long setBack(StoreException broken) throws InterruptedException {
        world.history.note(name + ": " + broken.getMessage());
        SteppedRun playing = run;
        if (playing == null) {
            return STANDBY_MILLIS;
        }
        run = playing.again();
        restore(run);
        return playing.nextPause();
    }

    private void restore(SteppedRun again) throws InterruptedException {
        try {
            again.begin();
        } catch (StoreException stillBroken) {
            setBack(stillBroken);
        }
    }

    private void renewLater() {
        int mine = life;
        world.time.in(RENEWAL_MILLIS, () -> {
            if (life == mine) {
                alone(this::renew);
            }
        });
    }

    private void renew() {
        try {
            if (run != null && run.active()) {
                run.renew();
            }
            renewLater();
        } catch (StoreException broken) {
            renewLater();
            throw broken;
        } catch (StaleEpochException lost) {
            world.history.note(name + " cannot renew");
        }
    }

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (!Ports.isWrite(what)) {
            return call.make();
        }
        int mine = life;
        mishap("before " + what, mine);
        Object result = call.make();
        mishap("after " + what, mine);
        return result;
    }

    private void mishap(String point, int mine) {
        if (world.faults.happen() && mine == life) {
            SeededRandom random = world.random;
            if (random.oneIn(60)) {
                kill(point);
            } else if (random.oneIn(120)) {
                throw new StoreException("storage failed " + point);
            } else if (world.depth < DEEPEST && random.oneIn(60)) {
                int millis = random.between(3_500, 9_000);
                pause(millis);
                hold(millis);
            } else if (world.depth < DEEPEST && random.oneIn(15)) {
                hold(random.between(1, 400));
            }
        }
        if (mine != life) {
            throw new Killed(point);
        }
    }

    /** The rest of the world goes on meanwhile. */
    private void hold(int millis) {
        world.depth++;
        world.time.pass(millis);
        world.depth--;
    }
}
