package io.tributary.client.internal.session;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of this device's sessions, by which a coordinator tells a copy of the directory from a device that was killed or restored. A
 * link is durable before it is shown, and it is shown again until it was answered: a restart shows the last one again. A link that cannot
 * be read or kept keeps no device out: the chain begins anew, or is older after the next start. One thread at a time.
 */
final class SessionChain {
    static final String FILE = "session.json";
    private static final Logger LOG = LoggerFactory.getLogger(SessionChain.class);
    private static final int MOST = 1024;
    private static final int LINK_BYTES = 16;
    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SessionLink newest;
    private boolean answered;

    SessionChain(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /** What the next opening shows. */
    SessionLink next() {
        SessionLink known = newest == null ? stored() : newest;
        if (known == null || answered) {
            known = new SessionLink(known == null ? null : known.next(), draw());
            keep(known);
        }
        newest = known;
        answered = false;
        return known;
    }

    /** The opening was answered: the next one continues it. */
    void answered() {
        answered = true;
    }

    private @Nullable SessionLink stored() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return WireJson.readDocument(BoundedFile.read(file, MOST), SessionLink.class);
        } catch (RejectedException | IOException unusable) {
            LOG.warn("{} is not used, the next session begins a chain of its own: {}", file, unusable.getMessage());
            return null;
        }
    }

    private void keep(SessionLink link) {
        try {
            DurableFile.replace(file, WireJson.write(link));
        } catch (IOException full) {
            LOG.warn("{} was not written, after a restart this device looks as if restored from a backup: {}", file,
                    full.getMessage());
        }
    }

    private String draw() {
        byte[] bytes = new byte[LINK_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
