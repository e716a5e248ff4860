package io.tributary.experiments.export;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All exporters of a run. One that fails ends no run: what it says is said once, the round is kept, and told with the next one. Used by one
 * thread.
 */
public final class Exporters implements AutoCloseable {
    private final List<RunExporter> exporters;
    private final Consumer<String> messages;
    private final Map<RunExporter, List<RoundView>> untold = new HashMap<>();
    private final Map<RunExporter, String> complaints = new HashMap<>();

    /** What is told to an exporter. */
    @FunctionalInterface
    private interface Telling {
        void tell(RunExporter exporter) throws IOException, InterruptedException;
    }

    /**
     * These, which are closed with it.
     *
     * @param messages is given what a person should know
     */
    public Exporters(List<RunExporter> exporters, Consumer<String> messages) {
        this.exporters = List.copyOf(exporters);
        this.messages = messages;
    }

    /** A round has closed. */
    public void round(RoundView round) throws InterruptedException {
        for (RunExporter exporter : exporters) {
            untold.computeIfAbsent(exporter, _ -> new ArrayList<>()).add(round);
            catchUp(exporter);
        }
    }

    /** The run has ended, or its program ends before it. */
    public void ended(RunView.Status status) throws InterruptedException {
        for (RunExporter exporter : exporters) {
            catchUp(exporter);
            tried(exporter, one -> one.ended(status));
        }
    }

    private void catchUp(RunExporter exporter) throws InterruptedException {
        List<RoundView> rounds = untold.getOrDefault(exporter, new ArrayList<>());
        while (!rounds.isEmpty() && tried(exporter, one -> one.round(rounds.getFirst()))) {
            rounds.removeFirst();
        }
    }

    private boolean tried(RunExporter exporter, Telling telling) throws InterruptedException {
        try {
            telling.tell(exporter);
            return true;
        } catch (IOException failed) {
            String complaint = exporter.name() + ": " + failed.getMessage();
            if (!complaint.equals(complaints.put(exporter, complaint))) {
                messages.accept(complaint + "; the run goes on without it, and each round is tried again");
            }
            return false;
        }
    }

    @Override
    public void close() {
        for (RunExporter exporter : exporters) {
            try {
                exporter.close();
            } catch (IOException failed) {
                messages.accept(exporter.name() + ": " + failed.getMessage());
            }
        }
    }
}
