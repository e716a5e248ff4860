package io.tributary.client.internal.member;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that a device was told, so that a restart finds a member though the configured one is gone: a line of the configured
 * addresses, then one address a line. A file that cannot be used keeps no device out: it begins at the configured addresses.
 */
final class MemberFile {
    static final String FILE = "members.txt";
    private static final Logger LOG = LoggerFactory.getLogger(MemberFile.class);
    private static final int MOST = 2 * SessionGrant.MOST_MEMBERS * (SessionGrant.MOST_ADDRESS + 1);
    private final Path file;
    private final String configured;

    MemberFile(Path directory, List<URI> configured) {
        this.file = directory.resolve(FILE);
        this.configured = configured.stream().map(URI::toString).collect(Collectors.joining(" "));
    }

    /** What was kept under the same configured addresses; none otherwise. */
    List<URI> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<String> lines = new String(BoundedFile.read(file, MOST), StandardCharsets.UTF_8).lines().toList();
            return lines.isEmpty() || !lines.get(0).equals(configured) ? List.of()
                    : lines.stream().skip(1).map(URI::create).toList();
        } catch (RejectedException | IOException | IllegalArgumentException unusable) {
            LOG.warn("{} is not used, the configured addresses are: {}", file, unusable.getMessage());
            return List.of();
        }
    }

    void keep(List<URI> told) {
        String text = Stream.concat(Stream.of(configured), told.stream().map(URI::toString))
                .map(line -> line + "\n").collect(Collectors.joining());
        try {
            DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            LOG.warn("{} was not written, a restart begins at the addresses of before: {}", file, full.getMessage());
        }
    }
}
