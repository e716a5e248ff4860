package io.tributary.coordinator.http;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Subscription;
import io.tributary.coordinator.device.DeviceChanges;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Entrance;
import io.tributary.coordinator.http.entrance.LimitExchange;
import io.vertx.core.Vertx;

/** What a member does to know what others did: it looks for rows when it is told to and each second, and counts requests together with them. */
final class Others implements AutoCloseable {
    private static final int LOOK_MILLIS = 1_000;
    private static final byte[] LOOK = {};

    private final Vertx vertx;
    private final LiveEvents events;
    private final Background background;
    private final DeviceChanges changes;
    private final LimitExchange limits;
    private final Subscription told;
    private long looking;
    private long telling;

    private Others(Vertx vertx, LiveEvents events, Entrance entrance, DeviceChanges changes) {
        this.vertx = vertx;
        this.events = events;
        this.background = entrance.background();
        this.changes = changes;
        this.limits = new LimitExchange(events, entrance.limits().limiters());
        this.told = events.subscribe(DeviceChanges.TOPIC, _ -> background.start(changes::look));
    }

    static Others of(Vertx vertx, LiveEvents events, Entrance entrance, DeviceChanges changes) {
        return new Others(vertx, events, entrance, changes);
    }

    /** Knows all that others did before, and follows from here on. Blocks on storage. */
    void begin() {
        changes.look();
        looking = vertx.setPeriodic(LOOK_MILLIS, _ -> background.start(changes::look));
        telling = vertx.setPeriodic(LimitExchange.EVERY_MILLIS, _ -> limits.tell());
    }

    /** A row changed here. */
    void tell() {
        events.publish(DeviceChanges.TOPIC, LOOK);
    }

    @Override
    public void close() {
        vertx.cancelTimer(looking);
        vertx.cancelTimer(telling);
        told.close();
        limits.close();
    }
}
