package io.tributary.client.internal.transport;

import java.time.Duration;

/**
 * Where a sealed update goes.
 *
 * @param uploadId chosen by the device, a UUID
 * @param length exact number of bytes
 * @param limit how long the whole upload may take
 */
public record UploadTarget(String run, int round, String uploadId, long length, Duration limit) {}
