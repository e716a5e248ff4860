package io.tributary.client.journal;

import java.nio.file.Path;

/**
 * A sealed update on disk, fsynced. Immutable, as are its bytes: new ciphertext is a new upload.
 *
 * @param uploadId a UUID
 * @param file header and sealed chunks
 * @param length of the file in bytes
 * @param sha256 hex SHA-256 of the file
 */
public record SealedUpdate(String uploadId, Path file, long length, String sha256) {}
