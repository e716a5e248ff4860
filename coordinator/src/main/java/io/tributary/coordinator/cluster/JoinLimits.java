package io.tributary.coordinator.cluster;

import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.cluster.impl.VersionMismatchException;
import io.tributary.coordinator.log.FaultLog;
import java.io.IOException;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What somebody who knows the members' secret may say of itself when it joins: each member keeps it, and sends it to all others whenever
 * one comes or goes. The members' own attributes are three of less than 100 characters. Who is refused is told in the log once a minute and
 * reason, in words of this class alone. Thread-safe.
 */
final class JoinLimits {
    static final int MOST = 16;
    static final int LONGEST = 256;
    private static final FaultLog REFUSALS = new FaultLog(LoggerFactory.getLogger(JoinLimits.class));

    private final FaultLog refusals;

    JoinLimits() {
        this(REFUSALS);
    }

    JoinLimits(FaultLog refusals) {
        this.refusals = refusals;
    }

    /**
     * Refuses what must not join.
     *
     * @param usual what Hazelcast checks
     * @throws VersionMismatchException if it is of another minor version of Hazelcast
     * @throws IllegalArgumentException that says what is wrong, with nothing of what was said
     */
    void validate(JoinMessage join, Runnable usual) {
        try {
            usual.run();
            if (join instanceof JoinRequest request) {
                require(request.getAttributes());
            }
        } catch (VersionMismatchException another) {
            refused("it is of another minor version of Hazelcast");
            throw another;
        } catch (IllegalArgumentException wrong) {
            refused(String.valueOf(wrong.getMessage()));
            throw wrong;
        }
    }

    private void refused(String why) {
        refusals.warn("a member may not join", new IOException(why));
    }

    static void require(Map<String, String> attributes) {
        boolean bounded = attributes.size() <= MOST && attributes.entrySet().stream()
                .allMatch(one -> one.getKey().length() <= LONGEST && one.getValue().length() <= LONGEST);
        if (!bounded) {
            throw new IllegalArgumentException(
                    "a member has at most " + MOST + " attributes of " + LONGEST + " characters");
        }
        if (!ClusterSettings.isId(attributes.get(HazelcastMembership.MEMBER))) {
            throw new IllegalArgumentException("a member says its id, of [a-z0-9-]{1,64}, in the attribute "
                    + HazelcastMembership.MEMBER);
        }
    }
}
