package io.tributary.spring;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.TrustFile;
import io.tributary.protocol.CoordinatorAddress;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.identity.BearerToken;
import io.tributary.secureagg.tls.PemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns properties into settings of a client, and says which property is wrong. */
record DeviceProperties(TributaryProperties given) {
    private static final int MOST_OF_A_TOKEN = 4096;

    /**
     * A builder with what is set.
     *
     * @throws PropertyException if something is missing or wrong
     */
    ClientBuilder builder() {
        ClientBuilder builder = FederatedClient.builder().coordinators(coordinators()).device(device())
                .deviceIndex(check("tributary.device-index",
                        () -> Fields.within("device-index", given.deviceIndex(), 0, Integer.MAX_VALUE)));
        path("tributary.directory", given.directory()).ifPresent(builder::directory);
        existing("tributary.authority", given.authority()).ifPresent(builder::authority);
        showCertificate(builder);
        trust().ifPresent(builder::trust);
        token().ifPresent(builder::enrolmentToken);
        return builder;
    }

    /**
     * The client.
     *
     * @throws PropertyException if settings do not go together
     * @throws IOException if the directory cannot be used
     */
    static FederatedClient build(ClientBuilder builder) throws IOException {
        try {
            return builder.build();
        } catch (PemException wrong) {
            throw new PropertyException("tributary.authority, tributary.client-certificate or tributary.client-key",
                    wrong);
        } catch (IllegalArgumentException wrong) {
            throw new PropertyException("tributary", wrong);
        }
    }

    private List<URI> coordinators() {
        List<URI> addresses = given.coordinator().stream().filter(address -> !address.isBlank())
                .map(address -> check("tributary.coordinator", () -> address(address.strip()))).toList();
        if (addresses.isEmpty()) {
            throw missing("tributary.coordinator", "https://coordinator.example:8443");
        }
        return addresses;
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        CoordinatorAddress.of("the address", address);
        return address;
    }

    private String device() {
        String device = set(given.device()).orElseThrow(() -> missing("tributary.device", "thermostat-1"));
        return check("tributary.device", () -> Ids.device(device));
    }

    private void showCertificate(ClientBuilder builder) {
        Optional<Path> certificate = existing("tributary.client-certificate", given.clientCertificate());
        Optional<Path> key = existing("tributary.client-key", given.clientKey());
        if (certificate.isPresent() != key.isPresent()) {
            throw missing(certificate.isPresent() ? "tributary.client-key" : "tributary.client-certificate",
                    "the PEM file that goes with the other");
        }
        certificate.ifPresent(pem -> builder.clientCertificate(pem, key.orElseThrow()));
    }

    /** The folder, once it is known that there are keys in it. */
    private Optional<Path> trust() {
        Optional<Path> trusted = existing("tributary.trust", given.trust());
        trusted.ifPresent(folder -> {
            try {
                if (TrustFile.read(folder).isEmpty()) {
                    throw new PropertyException("tributary.trust", folder + " has no " + TrustFile.NAME,
                            "Copy it there from the coordinator's folder trust.");
                }
            } catch (IOException | RejectedException wrong) {
                throw new PropertyException("tributary.trust", wrong);
            }
        });
        return trusted;
    }

    private Optional<String> token() {
        Optional<String> token = set(given.enrolmentToken());
        Optional<Path> file = existing("tributary.enrolment-token-file", given.enrolmentTokenFile());
        if (token.isPresent() && file.isPresent()) {
            throw new PropertyException("tributary.enrolment-token-file",
                    "tributary.enrolment-token is set as well", "Leave one of them out.");
        }
        return token.map(text -> token("tributary.enrolment-token", text))
                .or(() -> file.map(from -> token("tributary.enrolment-token-file", read(from))));
    }

    private static String token(String property, String text) {
        return check(property, () -> BearerToken.require("the token", text.strip()));
    }

    private static String read(Path file) {
        try {
            return new String(BoundedFile.read(file, MOST_OF_A_TOKEN), StandardCharsets.UTF_8);
        } catch (IOException | RejectedException failed) {
            throw new PropertyException("tributary.enrolment-token-file", failed);
        }
    }

    private static Optional<Path> existing(String property, @Nullable String text) {
        Optional<Path> path = path(property, text);
        path.filter(Files::notExists).ifPresent(lost -> {
            throw new PropertyException(property, "there is no " + lost.toAbsolutePath(), "Name one that is there.");
        });
        return path;
    }

    private static Optional<Path> path(String property, @Nullable String text) {
        return set(text).map(name -> check(property, () -> Path.of(name)));
    }

    /** What is blank is not set. */
    static Optional<String> set(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }

    private static PropertyException missing(String property, String example) {
        return new PropertyException(property, "is needed, and is not set",
                "Set it, for example: " + property + "=" + example);
    }

    private interface Checked<T> {
        T check();
    }

    private static <T> T check(String property, Checked<T> value) {
        try {
            return value.check();
        } catch (IllegalArgumentException wrong) {
            throw new PropertyException(property, wrong);
        }
    }
}
