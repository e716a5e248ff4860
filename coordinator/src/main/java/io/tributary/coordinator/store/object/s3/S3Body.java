package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Bytes to be sent, as often as need be.
 *
 * @param length how many
 * @param content opens them from the first on
 */
record S3Body(long length, ContentStreamProvider content) {
    private static final int PIECE = 1 << 16;

    /** The first bytes of an array, which nobody changes until they are sent. */
    static S3Body of(byte[] bytes, int length) {
        return new S3Body(length, () -> new ByteArrayInputStream(bytes, 0, length));
    }

    RequestBody request() {
        return RequestBody.fromContentProvider(content, length, "application/octet-stream");
    }

    /** Their CRC-32C in hex. Reads them all. */
    String crc() {
        CRC32C sum = new CRC32C();
        byte[] piece = new byte[PIECE];
        try (InputStream stream = content.newStream()) {
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                sum.update(piece, 0, count);
            }
        } catch (IOException broken) {
            throw new StoreException("reading what is to be stored", broken);
        }
        return Long.toHexString(sum.getValue());
    }

    static String crc(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Long.toHexString(sum.getValue());
    }
}
