package io.tributary.localcluster;

import io.tributary.localcluster.ClusterAccess.Postgres;
import io.tributary.localcluster.ClusterAccess.S3;
import io.tributary.secureagg.file.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file {@value #NAME}: names, ports and passwords, drawn at the first start and readable by the owner alone. */
final class AccessFile {
    static final String NAME = "access.json";
    private static final int MOST = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AccessFile() {}

    /** What the directory has, with other ports if somebody else listens there; drawn if it has none. */
    static ClusterAccess in(Path directory) throws IOException, LocalClusterException {
        Path file = directory.resolve(NAME);
        ClusterAccess access = Files.exists(file) ? withFreePorts(read(file)) : drawn();
        SecretFile.replace(file, access.json().getBytes(StandardCharsets.UTF_8));
        return access;
    }

    private static ClusterAccess read(Path file) throws IOException, LocalClusterException {
        try {
            return ClusterAccess.parse(new String(SecretFile.read(file, MOST), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
            throw new LocalClusterException(file + " is damaged, and the data cannot be reached without it; restore "
                    + "it, or give the cluster another directory", wrong);
        }
    }

    private static ClusterAccess drawn() throws IOException {
        Ports ports = new Ports();
        return new ClusterAccess(
                new Postgres(ClusterAccess.HOST, ports.free(), "tributary", "tributary", secret()),
                new S3(endpoint(ports.free()), "us-east-1", "tributary", "tributary-keys", secret().substring(0, 20),
                        secret()));
    }

    private static ClusterAccess withFreePorts(ClusterAccess access) throws IOException {
        Postgres postgres = access.postgres();
        S3 s3 = access.s3();
        Ports ports = new Ports();
        return new ClusterAccess(
                new Postgres(postgres.host(), ports.freeOr(postgres.port()), postgres.database(), postgres.user(),
                        postgres.password()),
                new S3(endpoint(ports.freeOr(s3.endpoint().getPort())), s3.region(), s3.bucket(), s3.keyBucket(),
                        s3.accessKey(), s3.secretKey()));
    }

    private static URI endpoint(int port) {
        return URI.create("http://" + ClusterAccess.HOST + ":" + port);
    }

    /** 128 bits as 32 hexadecimal digits: no character of it has a meaning in SQL, JSON or a URL. */
    static String secret() {
        byte[] drawn = new byte[16];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
