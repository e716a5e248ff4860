package io.tributary.coordinator.run;

import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.registry.ModelVersion;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.SignedDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signed reports of the updates that versions were made of, as they are stored; checked against the versions. Thread-safe; blocks. */
public final class SummedReports {
    private static final Logger LOG = LoggerFactory.getLogger(SummedReports.class);
    private final ModelRegistry registry;
    private final RoundStore rounds;
    private final RunStore runs;

    public SummedReports(ModelRegistry registry, RoundStore rounds, RunStore runs) {
        this.registry = registry;
        this.rounds = rounds;
        this.runs = runs;
    }

    /**
     * The proof that a device's update is in a version.
     *
     * @throws RejectedException NOT_FOUND if there is no such version, the device's update is not in it, or the reports are no longer
     *         kept because the run was deleted
     * @throws DamagedException if the stored reports are not those that the version names
     */
    public InclusionProof prove(String model, int version, String device) throws RejectedException {
        ModelVersion found = registry.manifest(model, version).orElseThrow(() -> new RejectedException(
                Reason.NOT_FOUND, "there is no version " + version + " of model '" + model + "' here"));
        if (!isKept(found)) {
            throw new RejectedException(Reason.NOT_FOUND, "the reports that version " + version + " of model '" + model
                    + "' was made of are no longer kept: its chunks are not, or run " + found.manifest().origin().run()
                    + " was deleted");
        }
        List<AcceptedUpdate> summed = of(found);
        int index = IntStream.range(0, summed.size()).filter(at -> summed.get(at).device().equals(device)).findFirst()
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no update of " + device
                        + " is in version " + version + " of model '" + model + "'"));
        return InclusionProof.of(documents(summed), index);
    }

    /** Whether the reports of a version are held: its run was not deleted, and it has its chunks or its reports did not go with them yet. */
    private boolean isKept(ModelVersion version) {
        ModelManifest made = version.manifest();
        Origin origin = made.origin();
        try {
            return runs.find(origin.run()).isPresent() && (registry.kept(made.model()).contains(made.version())
                    || !rounds.accepted(origin.run(), origin.round()).isEmpty());
        } catch (DamagedException unreadable) {
            LOG.debug("the row of a run cannot be read; its reports are there", unreadable);
            return true;
        }
    }

    /**
     * Checks every version of a model whose reports are held, newest first.
     *
     * @param wrong is told of each version whose stored reports are not those that it names
     */
    public void check(String model, Consumer<DamagedException> wrong) {
        int before = registry.newest(model).map(newest -> newest.manifest().version() + 1).orElse(0);
        for (int version = before - 1; version >= 0; version--) {
            try {
                registry.manifest(model, version).filter(this::isKept).ifPresent(this::of);
            } catch (DamagedException damaged) {
                wrong.accept(damaged);
            }
        }
    }

    /**
     * The updates that a version was made of, sorted by device; none for a first version.
     *
     * @throws DamagedException if the stored reports do not have the root that the version names
     */
    List<AcceptedUpdate> of(ModelVersion version) {
        Origin origin = version.manifest().origin();
        Reports named = origin.reports();
        if (named == null) {
            return List.of();
        }
        List<AcceptedUpdate> accepted = rounds.accepted(origin.run(), origin.round()).stream()
                .sorted(Comparator.comparing(AcceptedUpdate::device)).toList();
        if (accepted.size() != named.count()) {
            Set<String> excluded = excluded(origin);
            accepted = accepted.stream().filter(row -> !excluded.contains(row.device())).toList();
        }
        if (accepted.isEmpty() || !Reports.of(documents(accepted)).equals(named)) {
            throw new DamagedException("the stored reports of round " + origin.round() + " of run " + origin.run()
                    + " are not those that version " + version.manifest().version() + " of "
                    + version.manifest().model() + " was made of");
        }
        return accepted;
    }

    private Set<String> excluded(Origin origin) {
        return rounds.events(origin.run(), origin.round()).stream().filter(event -> event.round() == origin.round())
                .map(event -> EventCodec.decode(event.json())).filter(RoundEvent.UpdateExcluded.class::isInstance)
                .map(event -> ((RoundEvent.UpdateExcluded) event).device()).collect(Collectors.toSet());
    }

    private static List<SignedDocument> documents(List<AcceptedUpdate> rows) {
        return rows.stream().map(AcceptedUpdate::report).toList();
    }
}
