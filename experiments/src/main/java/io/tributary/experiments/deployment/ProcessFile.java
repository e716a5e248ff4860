package io.tributary.experiments.deployment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files by which the JVMs of one experiment tell each other where they are; readable by their owner alone. */
final class ProcessFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST = 1 << 20;

    private ProcessFile() {}

    /**
     * What a coordinator's JVM is told.
     *
     * @param config file of the experiment
     * @param owner base64 of the raw key that signs plans
     * @param directory where the coordinator keeps everything
     * @param token what operators show
     * @param answer where to say {@link Listening}
     * @param behindMillis of the experiment's clock
     * @param member its part of a cluster; null for a coordinator of its own
     */
    record CoordinatorPart(String config, List<String> overrides, String owner, String directory, String token,
            String answer, long behindMillis, @Nullable MemberPart member) {}

    /**
     * What a member of a cluster is told. The file holds secrets.
     *
     * @param cluster its name
     * @param member this one's id
     * @param seeds addresses of other members; empty for the first
     * @param signingKey file of the keys that all members sign with
     * @param keyEncryption file of the keyset that wraps round keys
     * @param stores how the database and the object store are reached
     */
    record MemberPart(String cluster, String member, List<String> seeds, String signingKey, String keyEncryption,
            StoreAccess stores) {}

    /**
     * What a coordinator's JVM answers once it listens.
     *
     * @param registrar base64 of the coordinator's raw key
     * @param memberAddress where other members reach it
     */
    record Listening(String uri, String registrar, String memberAddress) {}

    /** What a device group's JVM is told. */
    record DevicesPart(String config, List<String> overrides, List<String> uris, String owner, String registrar,
            int from,
            int to,
            String directory, long behindMillis) {
        CoordinatorContact contact() {
            return new CoordinatorContact(uris.stream().map(URI::create).toList(), key(owner), key(registrar),
                    new ExperimentClock(behindMillis));
        }
    }

    static String text(VerifyingKey key) {
        return Base64.getEncoder().encodeToString(key.raw());
    }

    static VerifyingKey key(String text) {
        try {
            return VerifyingKey.of(Base64.getDecoder().decode(text));
        } catch (RejectedException notOurs) {
            throw new IllegalStateException("a part's file holds no key", notOurs);
        }
    }

    /** Writes in one step: a reader finds nothing, or all of it. */
    static void write(Path file, Object part) throws IOException {
        SecretFile.replace(file, JSON.writeValueAsBytes(part));
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return JSON.readValue(SecretFile.read(file, MOST), type);
    }
}
