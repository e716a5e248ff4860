package io.tributary.examples.run;

import java.nio.file.Path;

/** The JVM of a group of devices; ends when the run has ended for all of them, or when its parent ends. */
public final class DevicesMain {
    private DevicesMain() {}

    /** Takes the file with a {@link PartFile.DevicesPart}. */
    public static void main(String[] args) throws Exception {
        PartFile.DevicesPart part = PartFile.read(Path.of(args[0]), PartFile.DevicesPart.class);
        Experiment experiment = Experiment.prepareChecked(Path.of(part.config()), part.overrides());
        try (LocalDevices devices = LocalDevices.build(experiment, part.meeting(), new Span(part.from(), part.to()),
                Path.of(part.directory()))) {
            Runtime.getRuntime().addShutdownHook(new Thread(devices::close, "close-devices"));
            devices.run().join();
        }
    }
}
