package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A member of the cluster: a process that dies, and is started again with nothing in memory. */
final class Member {
    final String name;
    private final World world;
    private @Nullable MemberProcess process;
    private boolean retired;

    Member(String name, World world) {
        this.name = name;
        this.world = world;
    }

    /** Starts the process. */
    void start() {
        MemberProcess fresh = new MemberProcess(name, world,
                () -> world.time.in(world.random.between(50, 6_000), () -> {
                    if (!retired) {
                        start();
                    }
                }));
        process = fresh;
        fresh.start("begin", () -> {
            try {
                fresh.begin();
            } catch (StoreException broken) {
                world.history.note(name + " cannot start");
                fresh.kill("because it could not start");
            }
        });
    }

    void kill(String where) {
        MemberProcess now = process;
        if (now != null) {
            now.kill(where);
        }
    }

    /** Ends it for good. */
    void retire() {
        retired = true;
        kill("at the end");
    }

    void pause(int millis) {
        MemberProcess now = process;
        if (now != null && now.isAlive()) {
            now.pause(millis);
        }
    }

    /** An operator asks this member to stop the run. */
    void stop() {
        MemberProcess now = process;
        if (now != null) {
            now.start("stop", () -> now.runs().ifPresent(this::stop));
        }
    }

    private void stop(Runs runs) {
        try {
            world.history.note(name + " stops the run: " + runs.stop(World.RUN, "by chance"));
        } catch (RejectedException refused) {
            world.history.note(name + " cannot stop the run: " + refused.reason());
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What nobody needs any more is removed, as once a minute. */
    void sweep() {
        MemberProcess now = process;
        if (now != null) {
            now.start("sweep", () -> now.runs().ifPresent(Runs::sweep));
            if (world.broken != Guarantee.SWEEP) {
                now.start("sweep", () -> now.api().ifPresent(MemberApi::sweep));
            }
        }
    }

    /** An operator asks this member to revoke a device. */
    void revoke(String device) {
        MemberProcess now = process;
        if (now != null) {
            now.start("revoke", () -> now.api().ifPresent(api -> api.revoke(device)));
        }
    }

    /** A request arrives; nothing answers if the process is not up. */
    void receive(Messages.Said request, Consumer<Messages.Answer> reply) {
        MemberProcess now = process;
        if (now != null) {
            now.start("request", () -> now.api().ifPresent(api -> api.answer(request, reply)));
        }
    }
}
