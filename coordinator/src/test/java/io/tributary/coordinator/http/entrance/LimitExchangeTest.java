package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.access.RateLimiter;
import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Members that tell each other let through as much as one of them would. */
class LimitExchangeTest {
    private static final int PER_SECOND = 10;
    private final HandClock clock = new HandClock();
    private final Bus bus = new Bus();

    /** Delivers at once, unless it loses what is sent. */
    private static final class Bus implements LiveEvents {
        private final List<Consumer<byte[]>> listeners = new ArrayList<>();
        private final List<byte[]> sent = new ArrayList<>();
        private boolean losing;

        @Override
        public void publish(String topic, byte[] event) {
            assertTrue(event.length <= MAX_BYTES, event.length + " bytes");
            sent.add(event);
            if (!losing) {
                listeners.forEach(listener -> listener.accept(event));
            }
        }

        @Override
        public Subscription subscribe(String topic, Consumer<byte[]> listener) {
            listeners.add(listener);
            return new Subscription() {
                @Override
                public CompletionStage<Void> ready() {
                    return CompletableFuture.completedStage(null);
                }

                @Override
                public void close() {
                    listeners.remove(listener);
                }
            };
        }
    }

    private final class Member {
        private final RateLimiter devices = new RateLimiter(PER_SECOND, clock);
        private final LimitExchange exchange = new LimitExchange(bus, Map.of("device", devices));

        Member() {
            exchange.tell();
        }

        int take(String name, int most) {
            int taken = 0;
            while (taken < most && devices.take(name).isZero()) {
                taken++;
            }
            return taken;
        }
    }

    @Test
    void whatOneMemberLetThroughIsMissingAtTheOther() {
        Member one = new Member();
        Member two = new Member();
        assertEquals(15, one.take("ann", 15));
        one.exchange.tell();

        assertEquals(5, two.take("ann", 99));
        assertEquals(5, one.take("ann", 99));
        assertEquals(20, two.take("bob", 99));
        one.exchange.tell();
        two.exchange.tell();
        clock.pass(Duration.ofSeconds(1));
        assertEquals(5, one.take("ann", 99));
    }

    @Test
    void aDeviceThatAsksThreeMembersAllTheTimeGetsWhatOneWouldLetThroughAndThreeTimesWhatIsTakenAtOnce() {
        List<Member> members = List.of(new Member(), new Member(), new Member());
        int taken = 0;
        int ticks = 600;
        for (int tick = 0; tick < ticks; tick++) {
            for (Member member : members) {
                taken += member.take("ann", 99);
            }
            members.forEach(member -> member.exchange.tell());
            clock.pass(Duration.ofMillis(LimitExchange.EVERY_MILLIS));
        }
        int seconds = ticks * LimitExchange.EVERY_MILLIS / 1000;
        assertTrue(taken >= PER_SECOND * (seconds - 10), taken + " in " + seconds + " s");
        assertTrue(taken <= PER_SECOND * seconds + 3 * 2 * PER_SECOND, taken + " in " + seconds + " s");
    }

    @Test
    void aDeviceThatStaysAtOneMemberHasAllOfItsShare() {
        Member home = new Member();
        new Member();
        int taken = 0;
        for (int second = 0; second < 60; second++) {
            taken += home.take("ann", PER_SECOND);
            home.exchange.tell();
            clock.pass(Duration.ofSeconds(1));
        }
        assertEquals(60 * PER_SECOND, taken);
    }

    @Test
    void aMessageThatIsLostLetsThroughWhatItTold() {
        Member one = new Member();
        Member two = new Member();
        bus.losing = true;
        one.take("ann", 15);
        one.exchange.tell();

        assertEquals(20, two.take("ann", 99));
    }

    @Test
    void nothingIsSentWhereNothingWasTakenAndManyNamesAreSentInParts() {
        Member one = new Member();
        Member two = new Member();
        one.exchange.tell();
        assertEquals(0, bus.sent.size());
        for (int name = 0; name < 5_000; name++) {
            one.take("device-" + name, 20);
        }

        one.exchange.tell();

        assertTrue(bus.sent.size() > 1 && bus.sent.size() < 5, bus.sent.size() + " messages");
        assertEquals(0, two.take("device-0", 1) + two.take("device-4999", 1));
    }

    @Test
    void whatIsNoMessageChangesNothingAndNoneTakesMoreThanIsThereAtOnce() {
        Member one = new Member();
        for (String message : List.of("", "\n", "x", "x\ndevice", "x\ndevice 5", "x\ndevice -5 ann", "x\ndevice 0 ann",
                "x\nother 5 ann", "x\ndevice 99999999999 ann", "x\ndevice five ann", "\u00e9\u0000\n\n")) {
            bus.publish("request-limits", message.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(20, one.take("ann", 99));

        bus.publish("request-limits", "x\ndevice 999999999 bob".getBytes(StandardCharsets.UTF_8));
        assertEquals(0, one.take("bob", 99));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(10, one.take("bob", 99));
    }
}
