package io.tributary.experiments.deployment;

import io.tributary.experiments.process.TemporaryFiles;
import java.nio.file.Path;

/** The JVM of a group of devices; ends when the run has ended for all of them, or when its parent ends. */
public final class DevicesMain {
    private DevicesMain() {}

    /** Takes the file with a {@link ProcessFile.DevicesPart}. */
    public static void main(String[] args) throws Exception {
        ProcessFile.DevicesPart part = ProcessFile.read(Path.of(args[0]), ProcessFile.DevicesPart.class);
        Path own = Path.of(part.directory(), "group-" + part.from());
        SoleUse.of(own);
        TemporaryFiles.ofOwnProcess();
        TemporaryFiles.below(own);
        Experiment experiment = Experiment.prepareChecked(Path.of(part.config()), part.overrides());
        try (LocalDevices devices =
                LocalDevices.build(experiment, part.contact(), new DeviceRange(part.from(), part.to()),
                        Path.of(part.directory()))) {
            Runtime.getRuntime().addShutdownHook(new Thread(devices::close, "close-devices"));
            devices.run().join();
        }
    }
}
