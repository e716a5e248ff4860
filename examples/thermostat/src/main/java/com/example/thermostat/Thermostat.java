package com.example.thermostat;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A thermostat that learns with others how rooms cool. */
public final class Thermostat {
    /** The model that this product is for. */
    static final String MODEL = "thermostat";

    private Thermostat() {}

    /**
     * Arguments: {@code --stay}, for a device that goes on from run to run until it is stopped, the coordinator's address, the device's name,
     * its readings, a directory of its own, a copy of the coordinator's folder {@code trust}, and a file with its one-time token, where it needs
     * one.
     */
    public static void main(String[] args) throws Exception {
        List<String> given = new ArrayList<>(List.of(args));
        boolean stays = given.remove("--stay");
        if (given.size() < 5 || given.size() > 6) {
            System.err.println("usage: thermostat [--stay] COORDINATOR NAME READINGS.csv DIRECTORY TRUST [TOKEN_FILE]");
            System.exit(2);
        }
        ClientBuilder device = device(URI.create(given.get(0)), given.get(1), Readings.read(Path.of(given.get(2))),
                Path.of(given.get(3)), Path.of(given.get(4)));
        if (given.size() == 6) {
            device.enrolmentToken(Files.readString(Path.of(given.get(5))).strip());
        }
        if (stays) {
            stay(device);
        } else {
            print(learn(device));
        }
    }

    /** A device that trains on its readings, and trusts whom the folder says. */
    static ClientBuilder device(URI coordinator, String name, Readings readings, Path directory, Path trust) {
        return FederatedClient.builder().coordinator(coordinator).device(name).directory(directory).trust(trust)
                .trainer(new LineTrainer(readings));
    }

    /** Takes part until the coordinator's runs have ended; returns the verified model: slope and offset. */
    static float[] learn(ClientBuilder device) throws Exception {
        try (FederatedClient client = device.endsWithRuns().build()) {
            client.run();
            return client.model().orElseThrow().parameters();
        }
    }

    /** Takes part in run after run of the model {@value #MODEL}, and prints each version that comes, until the process is stopped. */
    private static void stay(ClientBuilder device) throws Exception {
        AtomicReference<FederatedClient> built = new AtomicReference<>();
        try (FederatedClient client = device.models(MODEL).listener(event -> {
            if (event instanceof ClientEvent.Served) {
                built.get().model(MODEL).ifPresent(model -> print(model.parameters()));
            } else if (event instanceof ClientEvent.Waiting waiting) {
                System.out.println("waiting for " + waiting.what());
            }
        }).build()) {
            built.set(client);
            client.run();
        }
    }

    private static void print(float[] line) {
        System.out.println("cooling = " + line[0] + " * colder + " + line[1]);
    }
}
