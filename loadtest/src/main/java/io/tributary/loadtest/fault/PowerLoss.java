package io.tributary.loadtest.fault;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Scenario "power": the coordinator's state is on an ext4 that loses power at random moments; then the process is killed, the file
 * system mounted again (its journal is replayed) and the coordinator started. Only what was fsynced may have been acknowledged, and
 * no torn file may be taken for a whole one. Needs the right to mount.
 */
final class PowerLoss {
    private PowerLoss() {}

    static DisturbedRun.Outcome play(DisturbedRun.Setting setting) throws Exception {
        Path directory = Files.createTempDirectory("faults-");
        try (Mount disk = Mount.disk(directory.resolve("image"), directory.resolve("disk"));
                Testbed testbed = Testbed.open(directory, Files.createDirectory(disk.place().resolve("state")))) {
            DisturbedRun.Outcome outcome = DisturbedRun.play(setting, (_, _) -> strike(testbed, disk), testbed);
            testbed.coordinator().close();
            disk.unmount();
            return outcome;
        }
    }

    private static void strike(Testbed testbed, Mount disk) throws Exception {
        PowerSwitch.off(disk.place());
        testbed.coordinator().kill();
        disk.unmount();
        disk.mount();
        testbed.coordinator().restart();
    }
}
