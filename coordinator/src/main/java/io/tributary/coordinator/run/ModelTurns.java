package io.tributary.coordinator.run;

import io.tributary.coordinator.store.RunOwnership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which active runs have their turn: the versions of a model follow one another, so runs that train one model are played one after the
 * other. Whichever is played goes on; then comes one that has begun, whose open round a version of another run would spoil; then the first
 * in the order of {@link RunQueue}. Every member sees the same, because the store says it. Immutable.
 */
final class ModelTurns {
    private final Map<String, RunOwnership> byModel;
    private final Function<String, Optional<String>> models;

    private ModelTurns(Map<String, RunOwnership> byModel, Function<String, Optional<String>> models) {
        this.byModel = byModel;
        this.models = models;
    }

    /**
     * The turns of these runs.
     *
     * @param active in the order in which they have their turn
     * @param models the model that a run trains; empty if it cannot be read
     * @param played runs that are played here, some of which may not be claimed yet
     */
    static ModelTurns of(List<RunOwnership> active, Function<String, Optional<String>> models, Set<String> played) {
        Map<String, RunOwnership> byModel = new HashMap<>();
        active.forEach(run -> models.apply(run.run()).ifPresent(
                model -> byModel.merge(model, run,
                        (first, later) -> progress(later, played) > progress(first, played) ? later : first)));
        return new ModelTurns(byModel, models);
    }

    private static int progress(RunOwnership run, Set<String> played) {
        return (run.leased() ? 4 : 0) + (played.contains(run.run()) ? 2 : 0) + (run.newestEvent() > 0 ? 1 : 0);
    }

    /** Whether a run has its turn. */
    boolean has(RunOwnership run) {
        return models.apply(run.run()).map(byModel::get).filter(run::equals).isPresent();
    }
}
