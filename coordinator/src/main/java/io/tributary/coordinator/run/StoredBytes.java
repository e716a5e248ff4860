package io.tributary.coordinator.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.seal.SealedSizes;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is stored of a run, held against the quotas of {@link RunQuota}. It is counted from rows, and from the lengths that plans say: no
 * bucket is walked, and the rows themselves count nothing. Thread-safe; blocks on storage.
 */
public final class StoredBytes {
    private static final int REMEMBERED = 1_000;

    private final RunServices.Storage storage;
    private final RunQuota quota;
    /** What versions and states come to while a round takes reports, in which none is made. */
    private final Cache<Round, Long> kept = Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run)
            .build();

    private record Round(String run, int round) {}

    StoredBytes(RunServices.Storage storage, RunQuota quota) {
        this.storage = storage;
        this.quota = quota;
    }

    /** Passes if the incomplete uploads of a run may come to this. @throws RejectedException NO_ROOM */
    public void requireInFlight(String run, long incomplete) throws RejectedException {
        if (incomplete > quota.inFlight()) {
            throw new RejectedException(Reason.NO_ROOM, "with this upload run " + run + " would have " + incomplete
                    + " bytes of incomplete uploads, and its quota runs.quota.inFlight is " + quota.inFlight()
                    + "; try again later");
        }
    }

    /**
     * Passes if an upload fits.
     *
     * @param round that it is for
     * @param uncounted what the run's uploads that do not count yet come to with it
     * @throws RejectedException NO_ROOM
     */
    public void requireRoom(OpenRound round, long uncounted) throws RejectedException {
        if (quota.hasAllDisk()) {
            return;
        }
        long versions = kept.get(new Round(round.run(), round.round()), _ -> kept(round.run(), round.plan()));
        long updates = uncounted + storage.rounds().acceptedCount(round.run(), round.round())
                * SealedSizes.of(round.plan()).totalBytes();
        if (versions + updates > quota.disk()) {
            throw new RejectedException(Reason.NO_ROOM, "with this upload run " + round.run() + " would have "
                    + (versions + updates) + " bytes stored, " + versions
                    + " of them in versions, and its quota runs.quota.disk is " + quota.disk() + "; try again later");
        }
    }

    /** Why no round of a plan could ever have the updates that it needs; empty if one could. Reads nothing. */
    Optional<String> tooSmallFor(RunPlan plan) {
        long update = SealedSizes.of(plan).totalBytes();
        if (update > quota.inFlight()) {
            return Optional.of("an update of this plan has " + update + " bytes, and the quota runs.quota.inFlight of "
                    + "a run is " + quota.inFlight() + "; raise it to at least that, or let updates be smaller "
                    + "(update.codec)");
        }
        return lacksDisk(plan, 0);
    }

    /** Why the next round of a run could not have the updates that it needs; empty if it could. */
    Optional<String> lacksRoomFor(PlannedRun run) {
        return quota.hasAllDisk() ? tooSmallFor(run.plan())
                : tooSmallFor(run.plan()).or(() -> lacksDisk(run.plan(), kept(run.run(), run.plan())));
    }

    private Optional<String> lacksDisk(RunPlan plan, long stored) {
        long updates = plan.round().minReports() * SealedSizes.of(plan).totalBytes();
        long version = versionBytes(plan);
        if (stored + updates + version <= quota.disk()) {
            return Optional.empty();
        }
        return Optional.of(stored + " bytes are stored in versions of this run, a round needs " + updates
                + " for the " + plan.round().minReports() + " updates without which it comes to nothing and " + version
                + " for its version, and the quota runs.quota.disk of a run is " + quota.disk()
                + "; raise it, or keep fewer versions (retention.versions)");
    }

    /** What the chunks of a version come to. */
    static long versionBytes(RunPlan plan) {
        Chunking chunks = plan.layout().chunking();
        return IntStream.range(0, chunks.count()).mapToLong(chunk -> ChunkCodec.encodedLength(chunks.length(chunk)))
                .sum();
    }

    private long kept(String run, RunPlan plan) {
        return storage.registry().storedBytes(run, plan.model());
    }
}
