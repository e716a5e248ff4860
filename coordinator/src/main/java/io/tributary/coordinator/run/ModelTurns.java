package io.tributary.coordinator.run;

import io.tributary.coordinator.store.RunOwnership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which active runs have their turn: the versions of a model follow one another, so runs that train one model are played one after the
 * other, the first in the order of {@link RunQueue}, and whichever is played already goes on. Every member sees the same, because the
 * store says it. Immutable.
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
     */
    static ModelTurns of(List<RunOwnership> active, Function<String, Optional<String>> models) {
        Map<String, RunOwnership> byModel = new HashMap<>();
        active.forEach(run -> models.apply(run.run()).ifPresent(
                model -> byModel.merge(model, run,
                        (older, newer) -> newer.leased() && !older.leased() ? newer : older)));
        return new ModelTurns(byModel, models);
    }

    /** Whether a run has its turn. */
    boolean has(RunOwnership run) {
        return models.apply(run.run()).map(byModel::get).filter(run::equals).isPresent();
    }
}
