package io.tributary.coordinator.cluster;

import io.tributary.coordinator.log.FaultLog;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;

/**
 * Says once a minute which members the events of this one do not reach, as when a network lets the port of Hazelcast through and not that of
 * the bus. Publishing itself tells nobody, because an event that also reaches this member counts as sent.
 */
final class BusWatch {
    private static final long EVERY_MILLIS = 60_000;
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(BusWatch.class));

    private final EventBus bus;
    private final Membership membership;
    private final BiConsumer<String, Throwable> lost;

    /** @param lost is told a member's id, and why it was not reached */
    BusWatch(EventBus bus, Membership membership, BiConsumer<String, Throwable> lost) {
        this.bus = bus;
        this.membership = membership;
        this.lost = lost;
    }

    /** Looks from now on, and is reached by others that look, until the Vert.x is closed. */
    static void start(Vertx vertx, Membership membership) {
        BusWatch watch = new BusWatch(vertx.eventBus(), membership,
                (member, why) -> FAULTS.warn("events do not reach member " + member, why));
        vertx.eventBus().<String>consumer(address(membership.self()), _ -> {});
        vertx.setPeriodic(EVERY_MILLIS, _ -> watch.look());
    }

    /** Sends something to each other member. */
    void look() {
        String self = membership.self();
        membership.members().stream().filter(member -> !member.equals(self)).forEach(member -> {
            var _ = bus.<String>sender(address(member)).write(self).onFailure(why -> failed(member, why));
        });
    }

    private void failed(String member, Throwable why) {
        if (!(why instanceof ReplyException)) { // it has just joined and does not listen yet, or is of a build before this
            lost.accept(member, why);
        }
    }

    private static String address(String member) {
        return "tributary.member." + member;
    }
}
