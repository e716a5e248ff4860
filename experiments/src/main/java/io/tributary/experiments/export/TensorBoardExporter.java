package io.tributary.experiments.export;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Writes a run's rounds for TensorBoard: {@code tensorboard --logdir FOLDER}. The file of the run's earlier part is replaced. */
public final class TensorBoardExporter implements RunExporter {
    private static final String BEFORE = "events.out.tfevents.";
    private static final String AFTER = ".tributary";
    private static final double MILLIS = 1000;

    private final Clock clock;
    private final EventFile file;

    /**
     * Begins a file.
     *
     * @param folder made if it is not there; a folder a run
     */
    public TensorBoardExporter(Path folder, Clock clock) throws IOException {
        this.clock = clock;
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            List<Path> earlier = there.filter(path -> String.valueOf(path.getFileName()).startsWith(BEFORE)
                    && path.toString().endsWith(AFTER)).toList();
            for (Path path : earlier) {
                Files.delete(path);
            }
        }
        file = new EventFile(folder.resolve(BEFORE + clock.millis() + AFTER), clock.millis() / MILLIS);
    }

    @Override
    public String name() {
        return "TensorBoard";
    }

    @Override
    public void round(RoundView round) throws IOException {
        file.scalars(clock.millis() / MILLIS, round.round(), RoundFigures.of(round));
    }

    @Override
    public void ended(RunView.Status status) {}

    @Override
    public void close() throws IOException {
        file.close();
    }
}
