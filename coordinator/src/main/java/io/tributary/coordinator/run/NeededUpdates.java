package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rounds under way still need of what was acknowledged (I1). A round whose key is gone needs nothing, because nothing of it can
 * be opened: it will be abandoned. Nor does a run that cannot be read, which fails when it is played.
 */
public final class NeededUpdates {
    private static final Logger LOG = LoggerFactory.getLogger(NeededUpdates.class);

    private static final int PAGE = 100;
    private final RunStore runs;
    private final RoundStore rounds;
    private final KeyStore keys;

    /** Looks into these stores. */
    public NeededUpdates(RunStore runs, RoundStore rounds, KeyStore keys) {
        this.runs = runs;
        this.rounds = rounds;
        this.keys = keys;
    }

    /** The updates that are to be summed, of every active run. Blocks on storage. */
    public List<AcceptedUpdate> updates() {
        return states().filter(open -> hasKey(open.key())).flatMap(open -> accepted(open).stream()).toList();
    }

    /** Names of the keys that open them, as the key store knows them. Blocks on storage. */
    public List<String> keys() {
        return states().map(Open::key).toList();
    }

    /** Names of the models that active runs train, each once. Blocks on storage. */
    public Set<String> models() {
        return active().flatMap(run -> model(run).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> model(RunRecord run) {
        try {
            return Optional.of(PlannedRun.of(run).plan().model());
        } catch (DamagedException damaged) {
            LOG.debug("the plan of run {} cannot be read", run.run(), damaged);
            return Optional.empty();
        }
    }

    private boolean hasKey(String name) {
        try {
            return keys.find(name).isPresent();
        } catch (DamagedException damaged) {
            LOG.debug("the key {} cannot be read", name, damaged);
            return false;
        }
    }

    private record Open(String run, RoundState state) {
        String key() {
            return run + "." + state.round();
        }
    }

    private Stream<Open> states() {
        return active().flatMap(run -> open(run).stream());
    }

    /** Active runs that can be read, page by page. */
    private Stream<RunRecord> active() {
        return Stream.iterate(runs.active("", PAGE), page -> !page.isEmpty(),
                page -> runs.active(page.getLast().run(), PAGE)).flatMap(List::stream)
                .flatMap(run -> run instanceof RunRecord record ? Stream.of(record) : Stream.empty());
    }

    private Optional<Open> open(RunRecord run) {
        try {
            RunLog log = new RunLog(run.run(), PlannedRun.of(run).plan());
            log.replay(rounds.log(run.run()));
            return log.state().filter(state -> state instanceof RoundState.Reporting
                    || state instanceof RoundState.Aggregating).map(state -> new Open(run.run(), state));
        } catch (DamagedException damaged) {
            LOG.debug("the rounds of run {} cannot be read", run.run(), damaged);
            return Optional.empty();
        }
    }

    private List<AcceptedUpdate> accepted(Open open) {
        List<AcceptedUpdate> all = rounds.accepted(open.run(), open.state().round());
        if (open.state() instanceof RoundState.Aggregating summing) {
            Set<String> devices = Set.copyOf(summing.accepted());
            return all.stream().filter(update -> devices.contains(update.device())).toList();
        }
        return all;
    }
}
