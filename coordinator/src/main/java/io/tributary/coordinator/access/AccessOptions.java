package io.tributary.coordinator.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may come in, and how often.
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

    /** For an experiment on loopback: whoever asks may join, as often as he likes. */
    public static AccessOptions open() {
        return new AccessOptions(Enrolment.OPEN, USUAL_LIFE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** For a product: tokens are asked for, and requests are limited. */
    public static AccessOptions product() {
        return new AccessOptions(Enrolment.TOKENS, USUAL_LIFE, Optional.empty(), Optional.of(RateLimits.usual()),
                Optional.empty());
    }

    /** The same, with certificates of another life. */
    public AccessOptions withCertificateLife(Duration life) {
        return new AccessOptions(enrolment, life, issuer, limits, address);
    }

    /** The same, believing an issuer. */
    public AccessOptions withIssuer(OidcIssuer trusted) {
        return new AccessOptions(enrolment, certificateLife, Optional.of(trusted), limits, address);
    }

    /** The same, with other limits, or none. */
    public AccessOptions withLimits(Optional<RateLimits> others) {
        return new AccessOptions(enrolment, certificateLife, issuer, others, address);
    }

    /** The same, known to devices under this address, such as that of a load balancer. */
    public AccessOptions knownAs(URI elsewhere) {
        return new AccessOptions(enrolment, certificateLife, issuer, limits, Optional.of(elsewhere));
    }
}
