package io.tributary.coordinator.sharing;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.run.TrafficMeter;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.WireJson;
import org.slf4j.LoggerFactory;

/** What each member moved, told to the others: whoever plays a round says what all of them did. */
public final class LiveTraffic {
    private static final String TOPIC = "traffic";
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(LiveTraffic.class));

    private LiveTraffic() {}

    /**
     * One member's totals.
     *
     * @param v format version, 1
     * @param from the member that tells it
     */
    record Moved(int v, String from, TrafficMeter.Totals totals) implements Versioned {
        Moved {
            Fields.version(v);
            Fields.given("from", from);
            Fields.given("totals", totals);
        }
    }

    /** Keeps a meter up to date with what other members tell, and tells them what it counts. */
    public static void keep(TrafficMeter meter, LiveEvents events, String self) {
        meter.tell(totals -> events.publish(TOPIC, WireJson.write(new Moved(Versioned.VERSION, self, totals))));
        events.subscribe(TOPIC, bytes -> {
            try {
                Moved moved = WireJson.readMessage(bytes, Moved.class);
                if (!moved.from().equals(self)) {
                    meter.heard(moved.from(), moved.totals());
                }
            } catch (RejectedException unreadable) {
                FAULTS.warn("what another member moved could not be read", unreadable);
            }
        });
    }
}
