package io.tributary.client.internal.journal;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.WrappingKeyFile;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The journal's record as a file, sealed (AES-256-GCM) under a key of the device's own that lies beside its identity: nobody
 * else can read it, alter it, or give the device another one's.
 */
final class RecordFile {
    private static final String KEY = "journal.key";
    private final Path file;
    private final WrappingKeyFile key;
    private final byte[] context;

    private RecordFile(Path file, WrappingKeyFile key, byte[] context) {
        this.file = file;
        this.key = key;
        this.context = context;
    }

    static RecordFile open(Path home, Path file, String device) throws IOException {
        return new RecordFile(file, WrappingKeyFile.open(home.resolve(KEY)),
                ("tributary/journal/1 " + device).getBytes(StandardCharsets.US_ASCII));
    }

    Path file() {
        return file;
    }

    /** The record, unless there is none. @throws RejectedException if the file is not one of this device's */
    Optional<JournalRecord> read() throws RejectedException, IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] sealed = BoundedFile.read(file, WireJson.MAX_MESSAGE + WrappingKey.OVERHEAD);
        return Optional.of(WireJson.readDocument(key.unwrap(sealed, context), JournalRecord.class));
    }

    void replace(JournalRecord record) throws IOException {
        DurableFile.replace(file, key.wrap(WireJson.write(record), context));
    }
}
