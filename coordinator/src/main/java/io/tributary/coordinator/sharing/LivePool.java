package io.tributary.coordinator.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Membership;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.selection.DeviceClaims;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.DeviceMessage.CheckIn;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.message.WireJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The devices that wait for work at any member: each member tells the others who checked in and who got work, and tells a member that
 * joined all who wait. What gets lost comes again with a device's next check-in, within half a minute.
 */
public final class LivePool implements DevicePool.Sharing {
    private static final String TOPIC = "pool";
    private static final int TOGETHER = 200;
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(LivePool.class));

    private final LiveEvents events;
    private final String self;

    /** A device that waits, and what it said of itself. A member of the build before models were named does not know them, and draws it for any. */
    record Waiting(String device, @JsonSetter(nulls = Nulls.SET) @Nullable Resources resources,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable List<String> models) {
        Waiting {
            Fields.given("device", device);
            models = models == null ? null : CheckIn.models(models);
        }

        static Waiting of(String device, DeviceClaims claims) {
            return new Waiting(device, claims.resources().orElse(null),
                    claims.models().isEmpty() ? null : claims.models().stream().sorted().toList());
        }

        DeviceClaims claims() {
            return DeviceClaims.of(resources, models);
        }
    }

    /**
     * Who came and who left.
     *
     * @param v format version, 1
     * @param from the member that tells it
     */
    record Change(int v, String from, List<Waiting> joined, List<String> left) implements Versioned {
        Change {
            Fields.version(v);
            Fields.given("from", from);
            joined = List.copyOf(Fields.given("joined", joined));
            left = List.copyOf(Fields.given("left", left));
        }
    }

    /** Among the members that hear these events. */
    public LivePool(LiveEvents events, String self) {
        this.events = events;
        this.self = self;
    }

    @Override
    public void joined(String device, DeviceClaims claims) {
        publish(List.of(Waiting.of(device, claims)), List.of());
    }

    @Override
    public void left(String device) {
        publish(List.of(), List.of(device));
    }

    private void publish(List<Waiting> joined, List<String> left) {
        events.publish(TOPIC, WireJson.write(new Change(Versioned.VERSION, self, joined, left)));
    }

    /**
     * Keeps a pool up to date with what other members tell.
     *
     * @param durations how time passes
     * @param grew is called when devices came; it must not block
     */
    public void keep(DevicePool pool, Membership membership, InstantSource durations, Runnable grew) {
        events.subscribe(TOPIC, bytes -> hear(bytes, pool, durations, grew));
        membership.listen(new Membership.Listener() {
            @Override
            public void joined(String member) {
                tellAll(pool.waiting(durations.instant()));
            }

            @Override
            public void left(String member) {} // who waited there comes to another member
        });
    }

    private void hear(byte[] bytes, DevicePool pool, InstantSource durations, Runnable grew) {
        try {
            Change change = WireJson.readMessage(bytes, Change.class);
            if (change.from().equals(self)) {
                return;
            }
            change.left().forEach(pool::heardLeft);
            change.joined().forEach(waiting -> pool.heard(waiting.device(), waiting.claims(), durations.instant()));
            if (!change.joined().isEmpty()) {
                grew.run();
            }
        } catch (RejectedException unreadable) {
            FAULTS.warn("what another member told of waiting devices could not be read", unreadable);
        }
    }

    private void tellAll(Map<String, DeviceClaims> waiting) {
        List<Waiting> all = new ArrayList<>();
        waiting.forEach((device, claims) -> all.add(Waiting.of(device, claims)));
        for (int from = 0; from < all.size(); from += TOGETHER) {
            publish(all.subList(from, Math.min(all.size(), from + TOGETHER)), List.of());
        }
    }
}
