package io.tributary.loadtest.members;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.localcluster.ClusterAccess;
import io.tributary.secureagg.file.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a member's JVM is told, in a file that holds secrets.
 *
 * @param name its id
 * @param directory where it keeps what is its own
 * @param port where devices and operators reach it, on loopback
 * @param host where other members reach it
 * @param memberPort the same
 * @param front address, beside loopback, at which devices reach it; empty if loopback is enough
 * @param seeds other members, as {@code host:port}
 * @param shared what all members are told
 */
record MemberPart(String name, String directory, int port, String host, int memberPort, String front,
        List<String> seeds, Shared shared) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST = 1 << 16;

    /**
     * What all members are told.
     *
     * @param cluster its name
     * @param owner base64 of the raw key that signs plans
     * @param token what operators show
     * @param signingKey file
     * @param keyEncryption file
     * @param stores how the database and the buckets are reached
     */
    record Shared(String cluster, String owner, String token, String signingKey, String keyEncryption,
            ClusterAccess stores) {}

    /** As another member's seed. */
    String seed() {
        return host + ":" + memberPort;
    }

    /** Where the member says that it listens. */
    Path answer() {
        return Path.of(directory).resolveSibling(name + ".listens");
    }

    void write(Path file) throws IOException {
        SecretFile.replace(file, JSON.writeValueAsBytes(this));
    }

    static MemberPart read(Path file) throws IOException {
        return JSON.readValue(SecretFile.read(file, MOST), MemberPart.class);
    }
}
