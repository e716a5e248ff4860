package io.tributary.coordinator.run;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.coordinator.cluster.RangeHelper;
import io.tributary.coordinator.cluster.SharedRanges;
import io.tributary.coordinator.store.Fence;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.learning.SlicedEvaluator;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures one version on this member and, if that takes long, on other members that have the same examples. The figures are those of this
 * member alone, to the last bit; if two results of a slice differ, this member measures everything by itself.
 */
final class TeamEvaluator implements Evaluator {
    private static final Logger LOG = LoggerFactory.getLogger(TeamEvaluator.class);
    /** Bytes that other members' results may have, so that large sets of examples do not fill the network between members. */
    private static final int MOST_BYTES = 512 << 10;

    private final SharedRanges shared;
    private final SlicedEvaluator own;
    private final TeamPass.Patience patience;
    private final Fence fence;
    private final int version;

    TeamEvaluator(SharedRanges shared, SlicedEvaluator own, TeamPass.Patience patience, Fence fence, int version) {
        this.shared = shared;
        this.own = own;
        this.patience = patience;
        this.fence = fence;
        this.version = version;
    }

    @Override
    public Evaluation evaluate(float[] model) {
        SliceOrder order = new SliceOrder(UUID.randomUUID().toString(), fence.run(), fence.epoch(), version,
                own.fingerprint(), own.slices(), MOST_BYTES / (own.examples(0) * SlicePass.BYTES));
        try (SlicedEvaluator.OpenModel open = own.open(model);
                ThreadRangeExecutor threads = new ThreadRangeExecutor(own.atOnce())) {
            return own.together(new TeamPass<>(shared, threads, patience, order, new SlicePass(own, open), _ -> {})
                    .run());
        } catch (AggregationException | IllegalStateException differ) {
            LOG.warn("version {} of run {} is measured again, here alone", version, fence.run(), differ);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while version " + version + " was measured", stopped);
        } finally {
            for (RangeHelper helper : shared.others()) {
                var _ = helper.ended(order.id()); // whoever does not hear it finds out by itself
            }
        }
        return own.evaluate(model);
    }
}
