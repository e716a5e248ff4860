package io.tributary.coordinator.audit;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One archive of the audit log: an object with an entry a line, as JSON, and a {@link AuditSeal} as the last line. */
record AuditArchive(ObjectStore objects, AuditStore.Segment segment) {
    /** Where archives lie. */
    static final String FOLDER = "audit";
    private static final SignedDocument UNSIGNED =
            new SignedDocument(new byte[0], new byte[0], new byte[0]);
    private static final Logger LOG = LoggerFactory.getLogger(AuditArchive.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);
    private static final long LONGEST = 64L * 1024 * 1024;

    /** Name of the archive of a part. */
    static String name(long first, long last) {
        return String.format("%s/%012d-%012d", FOLDER, first, last);
    }

    /** Writes it; the same entries make the same bytes. When this returns it is durable. */
    void write(List<SignedDocument> entries, SigningKeys keys) {
        MessageDigest digest = Sha256.algorithm();
        try (ObjectWriter object = objects.write(segment.object())) {
            for (SignedDocument entry : entries) {
                byte[] line = line(entry);
                digest.update(line);
                object.append(ByteBuffer.wrap(line));
            }
            AuditSeal seal = new AuditSeal(Versioned.VERSION, segment.first(), segment.last(), segment.base(),
                    segment.hash(), Sha256.finish(digest).hex());
            object.append(ByteBuffer.wrap(line(keys.sign(SignatureContext.AUDIT_ARCHIVE, WireJson.write(seal)))));
            object.commit();
        }
    }

    private static byte[] line(SignedDocument document) {
        return (new String(WireJson.write(document), StandardCharsets.UTF_8) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** Its entries, in order; what is missing or was altered has no signature, so that no check takes it for an entry. */
    List<AuditStore.Row> rows() {
        List<SignedDocument> lines = readable();
        return LongStream.rangeClosed(segment.first(), segment.last()).mapToObj(sequence -> new AuditStore.Row(sequence,
                sequence - segment.first() < lines.size() ? lines.get((int) (sequence - segment.first())) : UNSIGNED))
                .toList();
    }

    private List<SignedDocument> readable() {
        try {
            return text().lines().map(AuditArchive::documentOrUnsigned).toList();
        } catch (DamagedException damaged) {
            FAULTS.error("a part of the audit log cannot be read", damaged);
            return List.of();
        }
    }

    private static SignedDocument documentOrUnsigned(String line) {
        try {
            return WireJson.readDocument(line.getBytes(StandardCharsets.UTF_8), SignedDocument.class);
        } catch (RejectedException altered) {
            LOG.debug("a line of an audit archive is no entry", altered);
            return UNSIGNED;
        }
    }

    /** Checks seal and content. @throws DamagedException if they are not what was archived */
    void requireSealed(KeyChain keys) {
        List<SignedDocument> lines = lines();
        MessageDigest digest = Sha256.algorithm();
        lines.subList(0, lines.size() - 1).forEach(entry -> digest.update(line(entry)));
        try {
            AuditSeal seal = WireJson.readDocument(keys.verify(SignatureContext.AUDIT_ARCHIVE, lines.getLast()),
                    AuditSeal.class);
            if (!seal.isOf(segment) || !seal.sha256().equals(Sha256.finish(digest).hex())) {
                throw damaged("is not what was sealed", null);
            }
        } catch (RejectedException altered) {
            throw damaged("has no good seal: " + altered.getMessage(), altered);
        }
    }

    private List<SignedDocument> lines() {
        List<SignedDocument> lines = new ArrayList<>();
        try {
            for (String line : text().lines().toList()) {
                lines.add(WireJson.readDocument(line.getBytes(StandardCharsets.UTF_8), SignedDocument.class));
            }
        } catch (RejectedException altered) {
            throw damaged("has a line that is no entry: line " + (lines.size() + 1), altered);
        }
        if (lines.size() != segment.last() - segment.first() + 2) {
            throw damaged("has " + lines.size() + " lines, not an entry each and the seal", null);
        }
        return lines;
    }

    private String text() {
        try (ObjectReader object = objects.find(segment.object()).orElseThrow(() -> damaged("is missing", null))) {
            if (object.size() > LONGEST) {
                throw damaged("is too long", null);
            }
            ByteBuffer all = ByteBuffer.allocate((int) object.size());
            object.read(0, all);
            return StandardCharsets.UTF_8.decode(all.flip()).toString();
        }
    }

    private DamagedException damaged(String what, @Nullable Throwable cause) {
        String said = "objects/" + segment.object() + ", which holds the audit entries " + segment.first() + " to "
                + segment.last() + ", " + what + "; restore it from a backup";
        return cause == null ? new DamagedException(said) : new DamagedException(said, cause);
    }
}
