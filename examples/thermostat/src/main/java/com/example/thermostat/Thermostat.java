package com.example.thermostat;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.TrustFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A thermostat that learns with others how rooms cool. */
public final class Thermostat {
    private Thermostat() {}

    /**
     * Arguments: the coordinator's address, the device's name, its readings, a directory of its own, a copy of the coordinator's folder
     * {@code trust}, and a file with its one-time token, where it needs one.
     */
    public static void main(String[] args) throws Exception {
        if (args.length < 5 || args.length > 6) {
            System.err.println("usage: thermostat COORDINATOR NAME READINGS.csv DIRECTORY TRUST [TOKEN_FILE]");
            System.exit(2);
        }
        Optional<String> token =
                args.length < 6 ? Optional.empty() : Optional.of(Files.readString(Path.of(args[5])).strip());
        float[] line = learn(URI.create(args[0]), args[1], Readings.read(Path.of(args[2])), Path.of(args[3]),
                Path.of(args[4]), token);
        System.out.println("cooling = " + line[0] + " * colder + " + line[1]);
    }

    /** Takes part until the coordinator's runs have ended; returns the verified model: slope and offset. */
    static float[] learn(URI coordinator, String name, Readings readings, Path directory, Path trust,
            Optional<String> token) throws Exception {
        ClientBuilder settings = FederatedClient.builder().coordinator(coordinator).device(name).directory(directory)
                .trust(TrustFile.read(trust).orElseThrow()).trainer(new LineTrainer(readings)).endsWithRuns();
        token.ifPresent(settings::enrolmentToken);
        Path authority = trust.resolve("ca.pem");
        if (Files.exists(authority)) {
            settings.authority(authority);
        }
        try (FederatedClient client = settings.build()) {
            client.run();
            return client.model().orElseThrow().parameters();
        }
    }
}
