package io.tributary.cli.audit;

import io.tributary.cli.console.CommandException;
import io.tributary.coordinator.audit.AuditHead;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The end of the audit log as it was seen last, kept where the coordinator cannot change it. */
record AuditHeadFile(Path file) {
    private static final int MOST = 4096;

    Optional<AuditHead> read() throws CommandException, IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(WireJson.readDocument(BoundedFile.read(file, MOST), AuditHead.class));
        } catch (RejectedException malformed) {
            throw new CommandException(file + " must hold the head that an earlier audit verify wrote: "
                    + malformed.getMessage(), malformed);
        }
    }

    void write(AuditHead head) throws IOException {
        DurableFile.replace(file, WireJson.write(head));
    }
}
