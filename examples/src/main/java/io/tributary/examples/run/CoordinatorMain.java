package io.tributary.examples.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The coordinator's JVM of an experiment in many processes; ends when it is told to, or when its parent ends. */
public final class CoordinatorMain {
    private CoordinatorMain() {}

    /** Takes the file with a {@link PartFile.CoordinatorPart}. */
    public static void main(String[] args) throws Exception {
        PartFile.CoordinatorPart part = PartFile.read(Path.of(args[0]), PartFile.CoordinatorPart.class);
        Experiment experiment = Experiment.prepareChecked(Path.of(part.config()), part.overrides());
        LocalCoordinator coordinator = LocalCoordinator.start(experiment, PartFile.key(part.owner()),
                Path.of(part.directory()), Optional.of(part.token()));
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        PartFile.write(Path.of(part.answer()), listening(coordinator.uri(), coordinator));
        new CountDownLatch(1).await();
    }

    private static PartFile.Listening listening(URI uri, CoordinatorHost coordinator) {
        return new PartFile.Listening(uri.toString(), PartFile.text(coordinator.key()));
    }
}
