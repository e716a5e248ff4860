package io.tributary.coordinator.upload;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;

/**
 * What uploads may cost a member.
 *
 * @param count most incomplete uploads
 * @param bytes most that these come to once they are complete
 * @param lifetime how long an incomplete upload is kept after it grew
 * @param grace how long a peer may take before its rate is looked at
 * @param bytesPerSecond least rate after that, so that no request takes longer than the grace and its length at this rate
 */
public record UploadLimits(int count, long bytes, Duration lifetime, Duration grace, int bytesPerSecond) {
    /** 10,000 uploads, 16 GiB, an hour; 8 KiB/s after a minute. */
    public static final UploadLimits DEFAULT =
            new UploadLimits(10_000, 16L << 30, Duration.ofHours(1), Duration.ofMinutes(1),
                    8 << 10);

    /** Passes if one more of {@code length} bytes fits beside the others. @throws RejectedException NO_ROOM */
    void requireRoom(int others, long theirBytes, long length) throws RejectedException {
        if (others >= count || theirBytes + length > bytes) {
            throw new RejectedException(Reason.NO_ROOM, others + " incomplete uploads of " + theirBytes
                    + " bytes are here, and at most " + count + " of " + bytes + " are kept; try again later");
        }
    }
}
