package io.tributary.coordinator.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may come in, and how often. {@link #toBuilder} makes others that differ.
 *
 * @param enrolment how devices join
 * @param certificateLife how long a device's certificate holds
 * @param issuer whose tokens operators may show beside the admin token
 * @param limits how many requests are taken; no limit if empty
 * @param address under which devices know the coordinator; where it listens, if empty
 */
public record AccessOptions(Enrolment enrolment, Duration certificateLife, Optional<OidcIssuer> issuer,
        Optional<RateLimits> limits, Optional<URI> address) {
    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    /** How devices join. */
    public enum Enrolment {
        /** Whoever asks; on loopback alone. */
        OPEN,
        /** With a one-time token. */
        TOKENS
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a certificate would hold for no time or for ever
     */
    public AccessOptions {
        if (certificateLife.compareTo(Duration.ofSeconds(1)) < 0 || certificateLife.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "certificateLife must be 1 s.." + LONGEST_LIFE.toDays() + " days, not " + certificateLife);
        }
    }

    /** For an experiment on loopback: any device may enrol, and no request is limited. */
    public static AccessOptions open() {
        return new AccessOptions(Enrolment.OPEN, USUAL_LIFE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** For a product: tokens are asked for, and requests are limited. */
    public static AccessOptions product() {
        return new AccessOptions(Enrolment.TOKENS, USUAL_LIFE, Optional.empty(), Optional.of(RateLimits.usual()),
                Optional.empty());
    }

    /** Begins with these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Makes options that differ from others. Used by one thread. */
    public static final class Builder {
        private Enrolment enrolment;
        private Duration certificateLife;
        private Optional<OidcIssuer> issuer;
        private Optional<RateLimits> limits;
        private Optional<URI> address;

        private Builder(AccessOptions begin) {
            this.enrolment = begin.enrolment;
            this.certificateLife = begin.certificateLife;
            this.issuer = begin.issuer;
            this.limits = begin.limits;
            this.address = begin.address;
        }

        /** How devices join. */
        public Builder enrolment(Enrolment mode) {
            this.enrolment = mode;
            return this;
        }

        /** How long a device's certificate holds. */
        public Builder certificateLife(Duration life) {
            this.certificateLife = life;
            return this;
        }

        /** Whose tokens operators may show beside the admin token; only that token if empty. */
        public Builder issuer(Optional<OidcIssuer> trusted) {
            this.issuer = trusted;
            return this;
        }

        /** How many requests are taken; no limit if empty. */
        public Builder limits(Optional<RateLimits> most) {
            this.limits = most;
            return this;
        }

        /** Under which address devices know the coordinator, such as that of a load balancer; where it listens, if empty. */
        public Builder address(Optional<URI> known) {
            this.address = known;
            return this;
        }

        /** The options. @throws IllegalArgumentException if a certificate would hold for no time or for ever */
        public AccessOptions build() {
            return new AccessOptions(enrolment, certificateLife, issuer, limits, address);
        }
    }
}
