package io.tributary.coordinator.cluster;

import com.hazelcast.nio.MemberSocketInterceptor;
import io.tributary.coordinator.log.FaultLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.LoggerFactory;

/**
 * Lets connections of members through to Hazelcast, and nothing else. At most {@value #AT_ONCE} others are on their way at once,
 * {@value #OF_ONE_ADDRESS} of one address, for {@value #SECONDS} seconds each; further ones end when they come. Thread-safe.
 */
final class MemberDoor implements MemberSocketInterceptor {
    static final int AT_ONCE = 256;
    static final int OF_ONE_ADDRESS = 64;
    private static final int SECONDS = 3;
    private static final FaultLog REFUSALS = new FaultLog(LoggerFactory.getLogger(MemberDoor.class));

    private final MemberSecret secret;
    private final String cluster;
    private final Duration limit;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<InetAddress, Integer> callers = new ConcurrentHashMap<>();

    /** That of a cluster of this name. */
    MemberDoor(MemberSecret secret, String cluster) {
        this(secret, cluster, Duration.ofSeconds(SECONDS));
    }

    MemberDoor(MemberSecret secret, String cluster, Duration limit) {
        this.secret = secret;
        this.cluster = cluster;
        this.limit = limit;
    }

    @Override
    public void init(Properties properties) {
        // made with all that it needs
    }

    @Override
    public void onAccept(Socket socket) throws IOException {
        InetAddress caller = socket.getInetAddress();
        try {
            within(caller, () -> handshake(socket).accept());
        } catch (IOException refused) {
            REFUSALS.warn("a connection from " + caller.getHostAddress() + " to the members of " + cluster
                    + " is refused", refused);
            throw refused;
        }
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
        try {
            handshake(socket).connect();
        } catch (IOException refused) {
            REFUSALS.warn(socket.getRemoteSocketAddress() + " is no member of " + cluster, refused);
            throw refused;
        }
    }

    private MemberHandshake handshake(Socket socket) {
        return new MemberHandshake(secret, cluster, socket, limit);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void within(InetAddress caller, Step step) throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("there are " + AT_ONCE + " on their way already");
        }
        try {
            if (callers.merge(caller, 1, Integer::sum) > OF_ONE_ADDRESS) {
                throw new IOException("there are " + OF_ONE_ADDRESS + " of its address on their way already");
            }
            step.run();
        } finally {
            callers.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
            places.release();
        }
    }
}
