package com.example.thermostat;

import io.tributary.client.FederatedClient;
import java.net.URI;
import java.nio.file.Path;

/** A thermostat that learns with others how rooms cool. */
public final class Thermostat {
    private Thermostat() {}

    /** Arguments: the coordinator's address, the device's name, its directory with {@code trust.json}, and its readings. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4) {
            System.err.println("usage: thermostat COORDINATOR NAME DIRECTORY READINGS.csv");
            System.exit(2);
        }
        float[] line = learn(URI.create(args[0]), args[1], Path.of(args[2]), Readings.read(Path.of(args[3])));
        System.out.println("cooling = " + line[0] + " * colder + " + line[1]);
    }

    /** Takes part until the coordinator's runs have ended; returns the verified model: slope and offset. */
    static float[] learn(URI coordinator, String name, Path directory, Readings readings) throws Exception {
        try (FederatedClient client = FederatedClient.builder().coordinator(coordinator).device(name)
                .directory(directory).trainer(new LineTrainer(readings)).endsWithRuns().build()) {
            client.run();
            return client.model().orElseThrow().parameters();
        }
    }
}
