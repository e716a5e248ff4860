package io.tributary.coordinator.upload;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;

/**
 * What uploads may cost a member.
 *
 * <p>A run may hold at most {@code runShare / (1 - runShare)} times what is free (a dynamic threshold: Choudhury and Hahne, 1998). Alone it
 * gets {@code runShare} of all; n runs that want more get equal parts, and room for one more such part is left to a run that comes: with a
 * share of one half, half for one, a third each for two, a quarter each for three. What one run does not use, others may.
 *
 * @param count most incomplete uploads
 * @param bytes most that these come to once they are complete
 * @param lifetime how long an incomplete upload is kept after it grew
 * @param grace how long a peer may take before its rate is looked at
 * @param bytesPerSecond least rate after that, so that no request takes longer than the grace and its length at this rate
 * @param runShare what one run alone may hold of both, above 0; 1 for all
 */
public record UploadLimits(int count, long bytes, Duration lifetime, Duration grace, int bytesPerSecond,
        double runShare) {
    /** 10,000 uploads, 16 GiB, an hour; 8 KiB/s after a minute; half of it for a run alone. */
    public static final UploadLimits DEFAULT =
            new UploadLimits(10_000, 16L << 30, Duration.ofHours(1), Duration.ofMinutes(1),
                    8 << 10, 0.5);

    /** Where a run may hold all. */
    public UploadLimits(int count, long bytes, Duration lifetime, Duration grace, int bytesPerSecond) {
        this(count, bytes, lifetime, grace, bytesPerSecond, 1);
    }

    /**
     * Incomplete uploads.
     *
     * @param count how many
     * @param bytes what they come to
     */
    record Held(int count, long bytes) {
        static final Held NOTHING = new Held(0, 0);

        Held plus(int more, long theirBytes) {
            return new Held(count + more, bytes + theirBytes);
        }
    }

    /**
     * Passes if one more of {@code length} bytes fits beside the others.
     *
     * @param all the others
     * @param ofRun those of them that are of its run
     * @throws RejectedException NO_ROOM
     */
    void requireRoom(Held all, Held ofRun, long length) throws RejectedException {
        if (all.count() >= count || all.bytes() + length > bytes) {
            throw new RejectedException(Reason.NO_ROOM, all.count() + " incomplete uploads of " + all.bytes()
                    + " bytes are here, and at most " + count + " of " + bytes + " are kept; try again later");
        }
        if (ofRun.count() > 0 && (isBeyondShare(ofRun.count() + 1L, (long) count - all.count())
                || isBeyondShare(ofRun.bytes() + length, bytes - all.bytes()))) {
            throw new RejectedException(Reason.NO_ROOM, ofRun.count() + " incomplete uploads of " + ofRun.bytes()
                    + " bytes are of this run, which is its share of what is kept; try again later");
        }
    }

    private boolean isBeyondShare(long wanted, long free) {
        return runShare < 1 && (double) wanted * (1 - runShare) > (double) free * runShare;
    }
}
