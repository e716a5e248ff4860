package io.tributary.coordinator.access;

import io.tributary.protocol.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may come in, and how often. {@link #toBuilder} makes others that differ.
 *
 * @param enrolment how devices join
 * @param certificateLife how long a device's certificate holds
 * @param issuer whose tokens operators may show beside the admin token
 * @param limits how many requests are taken; no limit if empty
 * @param address under which devices know the coordinator; where it listens, if empty
 * @param proxies addresses or ranges of proxies that are believed in {@code X-Forwarded-For}; nobody if empty
 * @param connectionsOfAddress most connections of one address, or of one IPv6 network of 64 bits; those of proxies are not counted so
 * @param publicModels whether anybody may read plans and models, not devices and operators alone
 */
public record AccessOptions(Enrolment enrolment, Duration certificateLife, Optional<OidcIssuer> issuer,
        Optional<RateLimits> limits, Optional<URI> address, List<String> proxies, int connectionsOfAddress,
        boolean publicModels) {
    /** Connections of an address that a product takes: a site of some hundreds of devices. */
    public static final int USUAL_CONNECTIONS = 1_024;
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
     * @throws IllegalArgumentException if a certificate would hold for no time or for ever, or an address could have no connection
     */
    public AccessOptions {
        Fields.given("enrolment", enrolment);
        Fields.given("certificateLife", certificateLife);
        Fields.given("issuer", issuer);
        Fields.given("limits", limits);
        Fields.given("address", address);
        proxies = List.copyOf(Fields.given("proxies", proxies));
        if (connectionsOfAddress < 1) {
            throw new IllegalArgumentException("connectionsOfAddress must be at least 1, not " + connectionsOfAddress);
        }
        if (certificateLife.compareTo(Duration.ofSeconds(1)) < 0 || certificateLife.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "certificateLife must be 1 s.." + LONGEST_LIFE.toDays() + " days, not " + certificateLife);
        }
    }

    /** For an experiment on loopback: any device may enrol, and no request is limited. */
    public static AccessOptions open() {
        return new AccessOptions(Enrolment.OPEN, USUAL_LIFE, Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(), Integer.MAX_VALUE, false);
    }

    /** For a product: tokens are asked for, and requests are limited. */
    public static AccessOptions product() {
        return new AccessOptions(Enrolment.TOKENS, USUAL_LIFE, Optional.empty(), Optional.of(RateLimits.usual()),
                Optional.empty(), List.of(), USUAL_CONNECTIONS, false);
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
        private List<String> proxies;
        private int connectionsOfAddress;
        private boolean publicModels;

        private Builder(AccessOptions begin) {
            this.enrolment = begin.enrolment;
            this.certificateLife = begin.certificateLife;
            this.issuer = begin.issuer;
            this.limits = begin.limits;
            this.address = begin.address;
            this.proxies = begin.proxies;
            this.connectionsOfAddress = begin.connectionsOfAddress;
            this.publicModels = begin.publicModels;
        }

        /** How devices join. */
        public Builder enrolment(Enrolment mode) {
            this.enrolment = Fields.given("enrolment", mode);
            return this;
        }

        /** How long a device's certificate holds. */
        public Builder certificateLife(Duration life) {
            this.certificateLife = Fields.given("certificateLife", life);
            return this;
        }

        /** Whose tokens operators may show beside the admin token; only that token if empty. */
        public Builder issuer(Optional<OidcIssuer> trusted) {
            this.issuer = Fields.given("issuer", trusted);
            return this;
        }

        /** How many requests are taken; no limit if empty. */
        public Builder limits(Optional<RateLimits> most) {
            this.limits = Fields.given("limits", most);
            return this;
        }

        /** Under which address devices know the coordinator, such as that of a load balancer; where it listens, if empty. */
        public Builder address(Optional<URI> known) {
            this.address = Fields.given("address", known);
            return this;
        }

        /** Proxies that are believed in {@code X-Forwarded-For}, as addresses or ranges such as {@code 10.0.0.0/8}. */
        public Builder proxies(List<String> trusted) {
            this.proxies = Fields.given("proxies", trusted);
            return this;
        }

        /** Most connections of one address. */
        public Builder connectionsOfAddress(int most) {
            this.connectionsOfAddress = most;
            return this;
        }

        /** Whether anybody may read plans and models. */
        public Builder publicModels(boolean open) {
            this.publicModels = open;
            return this;
        }

        /** The options. @throws IllegalArgumentException if a certificate would hold for no time or for ever */
        public AccessOptions build() {
            return new AccessOptions(enrolment, certificateLife, issuer, limits, address, proxies, connectionsOfAddress,
                    publicModels);
        }
    }
}
