package io.tributary.coordinator.cluster;

import io.tributary.protocol.Fields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a Hazelcast member is set up and finds others. Members share live events, and work off ranges for each other where their
 * stores are shared.
 *
 * @param cluster name that all members share, {@code [a-z0-9-]{1,64}}; members of another name are not seen
 * @param member this coordinator's id, {@code [a-z0-9-]{1,64}}, the same after a restart
 * @param host the private address to listen at, such as 127.0.0.1 or 10.0.0.5; never a public or the any-address
 * @param port port to listen at, or 0 for any free one
 * @param seeds other members as {@code host:port}; one that answers is enough; empty for the first
 * @param joinWait how long to wait for others to start at the same time, in whole seconds, 0..60
 * @param messages the versions of messages between members that this build reads
 * @param chunkMegabytes most MiB of models' chunks that this member holds for all members, 1..65536
 */
public record ClusterSettings(String cluster, String member, String host, int port, List<String> seeds,
        Duration joinWait, MessageVersions messages, int chunkMegabytes) {
    /** Most that {@link #chunkMegabytes} can be. */
    public static final int MOST_MEGABYTES = 1 << 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern SEED = Pattern.compile("[^\\s:]+:[0-9]{1,5}|\\[[0-9a-fA-F:.]+]:[0-9]{1,5}");
    private static final long MAX_WAIT = 60;
    /** A sixteenth of the heap. */
    private static final int HEAP_SHARE_BITS = 20 + 4;
    private static final int DEFAULT_MEGABYTES = 64;

    /** Checks its arguments. @throws IllegalArgumentException that says which is wrong and what would be right */
    public ClusterSettings {
        Fields.given("cluster", cluster);
        Fields.given("member", member);
        Fields.given("host", host);
        seeds = List.copyOf(Fields.given("seeds", seeds));
        Fields.given("joinWait", joinWait);
        Fields.given("messages", messages);
        require(NAME.matcher(cluster).matches(), "cluster", cluster, "a name of [a-z0-9-]{1,64}");
        require(NAME.matcher(member).matches(), "member", member, "an id of [a-z0-9-]{1,64}");
        require(isPrivate(host), "host", host, "a loopback, link-local or private address of this machine");
        require(port >= 0 && port <= 65535, "port", port, "0..65535");
        for (String seed : seeds) {
            require(SEED.matcher(seed).matches(), "seeds", seed, "host:port");
        }
        require(chunkMegabytes >= 1 && chunkMegabytes <= MOST_MEGABYTES, "chunkMegabytes", chunkMegabytes,
                "1.." + MOST_MEGABYTES);
        require(!joinWait.isNegative() && joinWait.toSeconds() <= MAX_WAIT, "joinWait", joinWait, "0..60 seconds");
    }

    /** Those of this build. @throws IllegalArgumentException that says which is wrong and what would be right */
    public ClusterSettings(String cluster, String member, String host, int port, List<String> seeds,
            Duration joinWait) {
        this(cluster, member, host, port, seeds, joinWait, MessageVersions.OF_THIS_BUILD);
    }

    /**
     * Those that hold chunks in a sixteenth of the heap, at most 64 MiB.
     *
     * @throws IllegalArgumentException that says which is wrong and what would be right
     */
    public ClusterSettings(String cluster, String member, String host, int port, List<String> seeds,
            Duration joinWait, MessageVersions messages) {
        this(cluster, member, host, port, seeds, joinWait, messages,
                Math.clamp(Runtime.getRuntime().maxMemory() >> HEAP_SHARE_BITS, 1, DEFAULT_MEGABYTES));
    }

    /** The first member of a cluster on this machine alone: loopback, any free port, no waiting. */
    public static ClusterSettings loopback(String cluster, String member) {
        return new ClusterSettings(cluster, member, "127.0.0.1", 0, List.of(), Duration.ZERO);
    }

    /** The same with these seeds. */
    public ClusterSettings withSeeds(List<String> others) {
        return new ClusterSettings(cluster, member, host, port, others, joinWait, messages, chunkMegabytes);
    }

    /** The same that hold so many MiB of chunks. */
    public ClusterSettings withChunkMegabytes(int most) {
        return new ClusterSettings(cluster, member, host, port, seeds, joinWait, messages, most);
    }

    /** Whether this can be a member's id; null cannot. */
    static boolean isId(@Nullable String id) {
        return id != null && NAME.matcher(id).matches();
    }

    private static boolean isPrivate(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
                    || uniqueLocal;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static void require(boolean right, String field, Object value, String wanted) {
        if (!right) {
            throw new IllegalArgumentException(field + " must be " + wanted + ", not '" + value + "'");
        }
    }
}
