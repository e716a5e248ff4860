package io.tributary.cli.agent;

import io.tributary.client.eligibility.LocalLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a device agent is told. Never prints its token.
 *
 * @param connection to whom it connects, and how
 * @param name the id wanted, 1..64 of a-z, 0-9 and '-'
 * @param index the device's place in the population, at least 0: what it draws depends on it
 * @param data what it trains on
 * @param directory where the device keeps its state, for itself alone
 * @param limits threads and memory that it gives away at most: a plan that wants more is declined
 * @param once whether it ends when the coordinator's runs have ended, instead of staying for the next one
 */
public record DeviceSettings(Connection connection, String name, int index, DataFiles data,
        Path directory, LocalLimits limits, boolean once) {
    /**
     * What a device trains on.
     *
     * @param where an image folder, a folder with IDX files, or an experiment's file
     * @param classes what labels 0, 1, ... of IDX files are called; by their numbers if empty
     * @param files the device's own file or folder, which the experiment's section {@code data} describes; if there is none, the device has
     *        its part of the experiment's data
     */
    public record DataFiles(Path where, List<String> classes, Optional<Path> files) {
        /** Copies the list. */
        public DataFiles {
            classes = List.copyOf(classes);
        }
    }

    /**
     * To whom a device connects. Never prints its token.
     *
     * @param coordinators where it is, or where several of its members are
     * @param trust the coordinator's folder {@code trust}, copied here
     * @param token the one-time enrolment token; needed until the device is enrolled
     * @param clientCertificate shown to a coordinator that asks for one
     */
    public record Connection(List<URI> coordinators, Path trust, Optional<String> token,
            Optional<ClientCertificate> clientCertificate) {
        /** Copies the list. */
        public Connection {
            coordinators = List.copyOf(coordinators);
        }

        @Override
        public String toString() {
            return "Connection[" + coordinators + ", trust=" + trust + ", token="
                    + (token.isPresent() ? "(redacted)" : "none") + "]";
        }
    }

    /**
     * What a device shows a coordinator that asks for it (mTLS), PEM files.
     *
     * @param file the certificate
     * @param key its private key
     */
    public record ClientCertificate(Path file, Path key) {}
}
