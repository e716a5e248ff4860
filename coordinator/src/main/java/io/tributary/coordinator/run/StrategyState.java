package io.tributary.coordinator.run;

import io.tributary.aggregation.job.OptimizerState;
import io.tributary.aggregation.job.Strategy;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.registry.StateReader;
import io.tributary.coordinator.registry.StateWriter;
import io.tributary.protocol.Sha256;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The optimizer state of a run's strategy: read from the version that a round trains from, written with the version it makes. A
 * version of another run was made with another strategy, so a run that starts from it starts with the initial state. Thread-safe.
 */
final class StrategyState implements OptimizerState {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyState.class);

    private final Strategy strategy;
    private final Optional<StateReader> before;
    private final StateWriter next;

    private StrategyState(Strategy strategy, Optional<StateReader> before, StateWriter next) {
        this.strategy = strategy;
        this.before = before;
        this.next = next;
    }

    /** @throws io.tributary.coordinator.store.StoreException if this run made the version and its state is missing */
    static OptimizerState of(Strategy strategy, String run, ModelVersion version, ModelRegistry registry,
            StateWriter next) {
        if (strategy.slots() == 0) {
            return OptimizerState.none();
        }
        boolean ours = version.manifest().origin().run().equals(run);
        if (!ours) {
            LOG.info("run {}: {} version {} is of run {}; the strategy starts with its initial state", run,
                    version.manifest().model(), version.manifest().version(), version.manifest().origin().run());
        }
        boolean initial = !ours || version.manifest().origin().round() == 0;
        return new StrategyState(strategy, initial ? Optional.empty() : Optional.of(registry.state(version)), next);
    }

    @Override
    public void read(int slot, int chunk, float[] into) {
        if (before.isPresent()) {
            before.get().read(slot, chunk, into);
        } else {
            Arrays.fill(into, strategy.initial(slot));
        }
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        return next.write(slot, chunk, values, length);
    }
}
