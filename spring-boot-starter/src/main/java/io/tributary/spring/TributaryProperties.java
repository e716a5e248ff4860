package io.tributary.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code tributary.*}, beside {@code tributary.enabled}. What is blank counts as not set, secrets above all. Immutable.
 *
 * @param autoStart whether the client starts with the application; else the application calls its {@code start()}
 * @param coordinator addresses of the coordinator, or of its members: {@code https://host[:port]}, or plain {@code http} on loopback; needed
 * @param device the id wanted at enrolment, 1..64 of a-z, 0-9 and '-'; needed
 * @param deviceIndex the device's place in the population, at least 0
 * @param directory where the device keeps its state; default {@code .tributary/<device>}
 * @param trust a copy of the coordinator's folder {@code trust}: {@code trust.json}, and {@code ca.pem} if TLS has an authority of its own; default the directory
 * @param authority PEM file of the authority of the coordinator's TLS certificate; default {@code ca.pem} of {@code trust}; without it the JVM's trust store
 * @param clientCertificate PEM file of the certificate to show (mTLS); together with its key
 * @param clientKey PEM file of the key of that certificate
 * @param enrolmentToken the one-time token, needed until the device is enrolled; better in a file
 * @param enrolmentTokenFile a file with that token alone
 * @param model registry name of the model that the bean {@code EdgeModel} serves; default the one that changed last
 */
@ConfigurationProperties("tributary")
public record TributaryProperties(@DefaultValue("true") boolean autoStart,
        @DefaultValue List<String> coordinator, @Nullable String device, @DefaultValue("0") int deviceIndex,
        @Nullable String directory, @Nullable String trust, @Nullable String authority,
        @Nullable String clientCertificate, @Nullable String clientKey, @Nullable String enrolmentToken,
        @Nullable String enrolmentTokenFile, @Nullable String model) {
    /** Copies the list. */
    public TributaryProperties {
        coordinator = List.copyOf(coordinator);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TributaryProperties[coordinator=" + coordinator + ", device=" + device + "]";
    }
}
