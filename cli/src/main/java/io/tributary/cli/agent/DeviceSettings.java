package io.tributary.cli.agent;

import io.tributary.client.eligibility.LocalLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a device agent is told. Never prints its token.
 *
 * @param coordinator where it is
 * @param trust the coordinator's folder {@code trust}, copied here
 * @param token the one-time enrolment token; needed until the device is enrolled
 * @param name the id wanted, 1..64 of a-z, 0-9 and '-'
 * @param data an image folder, a folder with IDX files, or an experiment's file
 * @param index the device's place in the population, at least 0: what it draws depends on it
 * @param directory where the device keeps its state, for itself alone
 * @param limits threads and memory that it gives away at most: a plan that wants more is declined
 * @param clientCertificate shown to a coordinator that asks for one
 */
public record DeviceSettings(URI coordinator, Path trust, Optional<String> token, String name, Path data, int index,
        Path directory, LocalLimits limits, Optional<ClientCertificate> clientCertificate) {
    /**
     * What a device shows a coordinator that asks for it (mTLS), PEM files.
     *
     * @param file the certificate
     * @param key its private key
     */
    public record ClientCertificate(Path file, Path key) {}

    @Override
    public String toString() {
        return "DeviceSettings[" + name + " at " + coordinator + ", token="
                + (token.isPresent() ? "(redacted)" : "none")
                + ", data=" + data + ", index=" + index + ", directory=" + directory + "]";
    }
}
