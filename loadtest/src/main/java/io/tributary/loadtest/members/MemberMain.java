package io.tributary.loadtest.members;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.object.s3.S3Settings;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.localcluster.ClusterAccess;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A member of a cluster in a JVM of its own. */
public final class MemberMain {
    private MemberMain() {}

    /** Takes the file with a {@link MemberPart}. Says its key, in base64, when it listens. */
    public static void main(String[] args) throws Exception {
        MemberPart part = MemberPart.read(Path.of(args[0]));
        Coordinator coordinator = Coordinator.start(options(part));
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        if (!part.front().isEmpty()) { // plain HTTP stays on loopback, in a network of its own too
            Relay.start(new InetSocketAddress(InetAddress.ofLiteral(part.front()), part.port()),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), part.port()));
        }
        DurableFile.replace(part.answer(), Base64.getEncoder().encodeToString(coordinator.publicKey().raw())
                .getBytes(StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }

    private static CoordinatorOptions options(MemberPart part) throws Exception {
        VerifyingKey owner = VerifyingKey.of(Base64.getDecoder().decode(part.shared().owner()));
        return CoordinatorOptions
                .newBuilder(Path.of(part.directory()), List.of(owner), plan -> new float[plan.layout().size()])
                .listen("127.0.0.1", part.port()).operatorToken(part.shared().token()).access(AccessOptions.open())
                .runsAtOnce(Integer.getInteger("fault.runsAtOnce", 50)).retention(Retention.ALL)
                .storage(storage(part)).build();
    }

    private static ClusterStorage storage(MemberPart part) throws IOException {
        MemberPart.Shared shared = part.shared();
        ClusterAccess.Postgres database = shared.stores().postgres();
        return new ClusterStorage(
                new ClusterSettings(shared.cluster(), part.name(), part.host(), part.memberPort(), part.seeds(),
                        Duration.ZERO),
                Path.of(shared.signingKey()),
                new PostgresServer(database.jdbcUrl(), database.user(), database.password()),
                bucket(shared.stores().s3(), shared.stores().s3().bucket()),
                bucket(shared.stores().s3(), shared.stores().s3().keyBucket()),
                KekFile.open(Path.of(shared.keyEncryption())));
    }

    private static S3Settings bucket(ClusterAccess.S3 s3, String name) {
        return new S3Settings(Optional.of(s3.endpoint()), s3.region(), name, "", s3.accessKey(), s3.secretKey(), true,
                S3Settings.Patience.DEFAULT);
    }
}
