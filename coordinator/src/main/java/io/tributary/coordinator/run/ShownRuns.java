package io.tributary.coordinator.run;

import io.tributary.coordinator.store.ListedRun;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs as operators see them: those under way as they are now, the others as they are stored. Thread-safe. */
final class ShownRuns {
    private final RunServices services;
    private final Function<String, Optional<? extends ActiveRun>> underWay;
    private final RunViews stored;
    private final RunQueue queue;

    ShownRuns(RunServices services, Function<String, Optional<? extends ActiveRun>> underWay, RunViews stored,
            RunQueue queue) {
        this.queue = queue;
        this.services = services;
        this.underWay = underWay;
        this.stored = stored;
    }

    /** One run, with what devices said of their training. Blocks on storage. */
    RunView view(String run) throws RejectedException {
        RunView now = untrained(run);
        return now.history().isEmpty() ? now : now.trained(services.storage().rounds().training(run));
    }

    private RunView untrained(String run) throws RejectedException {
        Optional<? extends ActiveRun> playing = underWay.apply(run);
        RunView now = playing.isEmpty() ? stored.view(run) : underWay(playing.get());
        return now.status() != RunView.Status.ACTIVE ? now : queue.of(run).map(now::in).orElse(now);
    }

    private RunView underWay(ActiveRun playing) {
        RunView now = playing.view();
        return waiting(playing).map(now::waitingFor).orElse(now);
    }

    /** The newest run. Blocks on storage. @throws RejectedException NOT_FOUND if there is none */
    RunView latest() throws RejectedException {
        List<ListedRun> newest = services.storage().runs().newest(Optional.empty(), "", 1);
        if (newest.isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no run here yet");
        }
        return view(newest.getFirst().run().run());
    }

    /** A part of the runs, newest first, as {@link Runs#page} has it. Blocks on storage. */
    List<RunSummary> page(Optional<RunView.Status> status, String before, int limit) {
        return services.storage().runs().newest(status, before, limit).stream().map(this::summary).toList();
    }

    private RunSummary summary(ListedRun listed) {
        String run = listed.run().run();
        RunSummary shown = stored.summary(listed, underWay.apply(run).flatMap(this::waiting));
        return shown.status() != RunView.Status.ACTIVE ? shown : queue.of(run).map(shown::in).orElse(shown);
    }

    /** The devices that a run waits for, if it waits for some. */
    private Optional<RunView.Waiting> waiting(ActiveRun playing) {
        RunPlan plan = playing.run().plan();
        return playing.view().state() != RunView.State.SELECTING ? Optional.empty()
                : Optional.of(new RunView.Waiting(
                        services.candidates().of(plan).size(),
                        plan.round().pool()));
    }

    /** What was signed for a run. Blocks on storage unless it is played here. */
    PlannedRun planned(String run) throws RejectedException {
        Optional<? extends ActiveRun> playing = underWay.apply(run);
        return playing.isPresent() ? playing.get().run() : stored.planned(run);
    }
}
