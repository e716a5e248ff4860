package io.tributary.coordinator.cluster;

import java.time.Duration;
import java.util.Locale;

/** The maps that members share. */
public interface SharedMaps {
    /** What a map is for, and how much of it is kept. A member holds copies for others, so that two of three may end at once. */
    enum Kind {
        /** One value each, for as long as there are members. */
        SECRETS(Duration.ZERO, Duration.ZERO, 0),
        /** What may be used once. */
        USED(Duration.ofSeconds(150), Duration.ZERO, 128),
        /** The newest session of a device. */
        SESSIONS(Duration.ofMinutes(11), Duration.ZERO, 64),
        /** Of which openings a device's sessions continue which. */
        CHAINS(Duration.ZERO, Duration.ofDays(2), 64);

        private final Duration life;
        private final Duration idle;
        private final int megabytes;

        Kind(Duration life, Duration idle, int megabytes) {
            this.life = life;
            this.idle = idle;
            this.megabytes = megabytes;
        }

        /** How long a value is kept after it was put; zero for ever. */
        public Duration life() {
            return life;
        }

        /** How long a value is kept after it was used last; zero for ever. */
        public Duration idle() {
            return idle;
        }

        /** Most MiB at each member, beyond which those go that were used least lately; 0 for no bound. */
        int megabytes() {
            return megabytes;
        }

        String mapName() {
            return "tributary." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The map of a kind. */
    SharedMap map(Kind kind);
}
