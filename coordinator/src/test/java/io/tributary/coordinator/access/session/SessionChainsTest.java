package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.SessionLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two living copies of a directory are seen; nothing that becomes of one device is taken for two. */
class SessionChainsTest {
    private static int drawn;
    private SessionChains chains = new SessionChains();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private static String draw() {
        return String.format(Locale.ROOT, "%022d", ++drawn);
    }

    /** A directory and the program in it: what is on disk, and what the program knows besides. */
    private final class Copy {
        private SessionLink disk;
        private boolean answered;

        private Copy(SessionLink disk) {
            this.disk = disk;
        }

        private SessionLink link() {
            if (disk == null || answered) {
                disk = new SessionLink(disk == null ? null : disk.next(), draw());
                answered = false;
            }
            return disk;
        }

        private boolean open() {
            boolean fork = lose();
            answered = true;
            return fork;
        }

        /** Its request arrives, and the answer does not. */
        private boolean lose() {
            return chains.fork("ann", link(), now);
        }

        /** It is killed, before or after the answer: what it knew besides is gone. */
        private Copy restarted() {
            answered = false;
            return this;
        }

        private Copy copied() {
            return new Copy(disk);
        }
    }

    private Copy device() {
        Copy device = new Copy(null);
        assertFalse(device.open());
        return device;
    }

    /** Openings by turns until the fork is seen; how many it took. */
    private int turnsUntilSeen(List<Copy> copies, int most) {
        for (int turn = 1; turn <= most; turn++) {
            if (copies.get((turn - 1) % copies.size()).open()) {
                return turn;
            }
        }
        throw new AssertionError("not seen in " + most + " openings");
    }

    @Test
    void twoCopiesThatTakeTurnsAreSeen() {
        Copy original = device();
        assertEquals(6, turnsUntilSeen(List.of(original.copied(), original), 20));
    }

    @Test
    void copiesOfAFreshDirectoryAreSeen() {
        assertTrue(turnsUntilSeen(List.of(new Copy(null), new Copy(null)), 20) <= 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 100})
    void manyCopiesOfOneImageAreSeenInTheirSecondRound(int count) {
        Copy image = device();
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            copies.add(image.copied());
        }
        assertTrue(turnsUntilSeen(copies, 3 * count + 10) <= 2 * count + 5);
    }

    @Test
    void aCopyThatIsRestartedAgainAndAgainIsSeen() {
        Copy original = device();
        Copy other = original.copied();
        boolean seen = false;
        for (int i = 0; i < 5 && !seen; i++) {
            seen = original.open();
            seen |= other.restarted().open();
            seen |= other.open();
        }
        assertTrue(seen);
    }

    @Test
    void aCopyThatSleepsForHoursIsSeenWhenItComesBackTwice() {
        Copy original = device();
        Copy sleeper = original.copied();
        boolean seen = false;
        for (int day = 0; day < 3 && !seen; day++) {
            for (int i = 0; i < 20; i++) {
                seen |= original.open();
                now = now.plus(Duration.ofMinutes(10));
            }
            seen |= sleeper.open();
        }
        assertTrue(seen);
    }

    @Test
    void aDeviceThatIsRestartedKilledOrNotAnsweredIsOne() {
        Copy device = device();
        for (int i = 0; i < 50; i++) {
            assertFalse(device.lose());
            assertFalse(device.lose());
            assertFalse(device.restarted().open());
            assertFalse(device.restarted().open());
            assertFalse(device.open());
        }
    }

    @Test
    void aDeviceThatIsRestoredFromTheSameBackupAgainAndAgainIsOne() {
        Copy device = device();
        device.open();
        SessionLink backup = device.disk;
        for (int i = 0; i < 300; i++) {
            device = new Copy(backup);
            for (int session = 0; session < 3; session++) {
                assertFalse(device.open());
            }
        }
    }

    @Test
    void aDeviceThatKeepsNoChainIsOne() {
        for (int i = 0; i < 300; i++) {
            assertFalse(chains.fork("ann", new SessionLink(null, draw()), now));
        }
    }

    @Test
    void aRequestThatComesLateIsNoCopy() {
        Copy device = device();
        for (int i = 0; i < 20; i++) {
            device.open();
            SessionLink late = device.link();
            device.open();
            device.open();
            assertFalse(chains.fork("ann", late, now));
            assertFalse(device.open());
            now = now.plus(Duration.ofHours(13));
        }
    }

    @Test
    void aCoordinatorThatIsRestartedKnowsNoChainAndSeesCopiesAnew() {
        Copy original = device();
        Copy other = original.copied();
        original.open();
        chains = new SessionChains();
        assertFalse(original.open());
        assertTrue(turnsUntilSeen(List.of(other, original), 20) <= 8);
    }

    @Test
    void aDeviceThatWasPutRightBeginsAnew() {
        Copy original = device();
        Copy other = original.copied();
        turnsUntilSeen(List.of(other, original), 20);
        chains.forget("ann");
        for (int i = 0; i < 20; i++) {
            assertFalse(original.open());
        }
    }

    @Test
    @Tag("seeded")
    void whateverBecomesOfOneDeviceItIsNoCopy() {
        long seed = Long.getLong("test.seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 0; life < 200; life++) {
            chains = new SessionChains();
            Copy device = new Copy(null);
            SessionLink backup = null;
            for (int step = 0; step < 100; step++) {
                int what = random.nextInt(20);
                boolean fork = switch (what) {
                    case 0, 1 -> device.lose();
                    case 2, 3 -> device.restarted().open();
                    case 4 -> {
                        device.lose();
                        yield device.restarted().lose();
                    }
                    case 5 -> {
                        chains = new SessionChains();
                        yield device.open();
                    }
                    case 6 -> {
                        backup = backup == null ? device.disk : backup;
                        device = new Copy(backup);
                        yield device.open();
                    }
                    default -> device.open();
                };
                assertFalse(fork, "seed " + seed + ", life " + life + ", step " + step + ", what " + what);
            }
        }
    }
}
