package io.tributary.experiments.deployment;

import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Devices in JVMs of their own, a group in each. */
final class DeviceProcesses implements DeviceHost {
    private final List<SiblingJvm> groups = new ArrayList<>();

    private DeviceProcesses() {}

    /** Starts a JVM for each part. */
    static DeviceProcesses start(List<ProcessFile.DevicesPart> parts, Path folder, Consumer<String> said)
            throws IOException {
        DeviceProcesses processes = new DeviceProcesses();
        boolean started = false;
        try {
            for (ProcessFile.DevicesPart part : parts) {
                String name = "devices-" + (processes.groups.size() + 1);
                Path file = folder.resolve(name + "-part.json");
                ProcessFile.write(file, part);
                processes.groups.add(SiblingJvm.start(
                        SiblingLaunch.forwarding(name, DevicesMain.class, List.of(file.toString()), said)));
            }
            started = true;
            return processes;
        } finally {
            if (!started) {
                processes.close();
            }
        }
    }

    @Override
    public CompletableFuture<Void> run() {
        return CompletableFuture.allOf(groups.stream().map(SiblingJvm::exit).map(exit -> exit.thenAccept(code -> {
            if (code != 0) {
                throw new IllegalStateException(
                        "a device group's process ended with " + code + "; what it said stands above");
            }
        })).toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        groups.parallelStream().forEach(SiblingJvm::close);
    }
}
