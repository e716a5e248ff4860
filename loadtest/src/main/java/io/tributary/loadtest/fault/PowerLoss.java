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

    static Disturbed.Outcome play(Disturbed.Setting setting) throws Exception {
        Path directory = Files.createTempDirectory("faults-");
        try (Mount disk = Mount.disk(directory.resolve("image"), directory.resolve("disk"));
                Site site = Site.open(directory, Files.createDirectory(disk.place().resolve("state")))) {
            Disturbed.Outcome outcome = Disturbed.play(setting, (_, _) -> strike(site, disk), site);
            site.victim().close();
            disk.unmount();
            return outcome;
        }
    }

    private static void strike(Site site, Mount disk) throws Exception {
        PowerSwitch.off(disk.place());
        site.victim().kill();
        disk.unmount();
        disk.mount();
        site.victim().restart();
    }
}
