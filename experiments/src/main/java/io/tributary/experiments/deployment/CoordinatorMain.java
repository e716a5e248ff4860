package io.tributary.experiments.deployment;

import io.tributary.experiments.process.TemporaryFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The coordinator's JVM of an experiment in many processes; ends when it is told to, or when its parent ends. */
public final class CoordinatorMain {
    private CoordinatorMain() {}

    /** Takes the file with a {@link ProcessFile.CoordinatorPart}. */
    public static void main(String[] args) throws Exception {
        ProcessFile.CoordinatorPart part = ProcessFile.read(Path.of(args[0]), ProcessFile.CoordinatorPart.class);
        SoleUse.of(Path.of(part.directory()));
        TemporaryFiles.ofOwnProcess();
        TemporaryFiles.below(Path.of(part.directory()));
        Experiment experiment = Experiment.prepareChecked(Path.of(part.config()), part.overrides());
        LocalCoordinator coordinator = LocalCoordinator.start(experiment, ProcessFile.key(part.owner()),
                Path.of(part.directory()), new ExperimentClock(part.behindMillis()), Optional.of(part.token()),
                Optional.ofNullable(part.member()));
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        ProcessFile.write(Path.of(part.answer()), listening(coordinator.uri(), coordinator));
        new CountDownLatch(1).await();
    }

    private static ProcessFile.Listening listening(URI uri, LocalCoordinator coordinator) {
        return new ProcessFile.Listening(uri.toString(), ProcessFile.text(coordinator.key()),
                coordinator.coordinator().memberAddress());
    }
}
