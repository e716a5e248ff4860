package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tributary.coordinator.log.FaultLog;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class BusGateTest {
    private final Queue<SubstituteLoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final BusGate gate = new BusGate(new FaultLog(new SubstituteLogger("gate", lines, false)));

    /** A connection from an address, which was accepted and is not registered yet. */
    private static final class From extends EmbeddedChannel {
        private final SocketAddress peer;

        From(String address) {
            super(false, false);
            this.peer = new InetSocketAddress(address, 1);
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return peer;
        }
    }

    private From taken(String address) {
        From connection = new From(address);
        assertTrue(gate.test(connection), address);
        return connection;
    }

    private List<String> said() {
        return lines.stream().map(line -> String.valueOf(line.getArgumentArray()[0])).toList();
    }

    @Test
    void oneAddressHoldsSoManyConnectionsAndAllTogetherSoMany() throws Exception {
        List<From> open = new ArrayList<>();
        for (int count = 0; count < BusGate.MOST; count++) {
            open.add(taken("10.0.0." + (1 + count / BusGate.OF_ONE_ADDRESS)));
            boolean full = open.size() % BusGate.OF_ONE_ADDRESS == 0;
            assertTrue(!full || !gate.test(new From("10.0.0." + open.size() / BusGate.OF_ONE_ADDRESS)));
        }

        assertFalse(gate.test(new From("10.0.0.9")), "from an address that holds none");
        for (From connection : open) {
            connection.register();
            connection.close().sync();
        }
        taken("10.0.0.1");
    }

    @Test
    void whatIsRefusedIsOneLineForEachAddress() throws Exception {
        for (int count = 0; count < 100; count++) {
            From connection = taken("10.0.0." + count % 2);
            connection.register();
            connection.close().sync();
        }

        assertEquals(2, lines.size(), () -> said().toString());
        assertTrue(said().getFirst().contains("10.0.0.0 to the event bus"), said().getFirst());
    }
}
