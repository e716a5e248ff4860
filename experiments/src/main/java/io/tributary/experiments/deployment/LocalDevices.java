package io.tributary.experiments.deployment;

import io.tributary.client.ClientBuilder;
import io.tributary.client.DeniedException;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.LoggerFactory;

/** Devices of this JVM: real clients that speak real HTTP, each with its own key, folder and examples. */
public final class LocalDevices implements DeviceHost {
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(LocalDevices.class));

    private final List<FederatedClient> clients;
    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalDevices(List<FederatedClient> clients, Vertx vertx) {
        this.clients = clients;
        this.vertx = vertx;
    }

    /** Makes the devices of a span, each with a folder below {@code directory}. They do nothing yet. */
    static LocalDevices build(Experiment experiment, CoordinatorContact contact, DeviceRange span, Path directory)
            throws IOException {
        Semaphore places =
                new Semaphore(experiment.config().train().parallelOn(Runtime.getRuntime().availableProcessors()));
        Vertx vertx = Vertx
                .vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2));
        LocalDevices devices = new LocalDevices(new ArrayList<>(), vertx);
        boolean built = false;
        try {
            for (int index = span.from(); index < span.to(); index++) {
                LocalTrainer trainer =
                        new LimitedTrainer(LearningEngine.required().trainer(experiment.data().devices().get(index)),
                                places);
                devices.clients.add(device(index, contact, directory).trainer(trainer).vertx(vertx)
                        .listener(LocalDevices::heard).build());
            }
            built = true;
            return devices;
        } finally {
            if (!built) {
                devices.close();
            }
        }
    }

    /** A device's settings, but for its trainer. */
    public static ClientBuilder device(int index, CoordinatorContact contact, Path directory) {
        String id = Experiment.deviceId(index);
        return FederatedClient.builder().coordinator(contact.coordinator()).ownerKey(contact.owner())
                .coordinatorKey(contact.registrar()).device(id).deviceIndex(index).clock(contact.clock())
                .directory(directory.resolve(id)).endsWithRuns();
    }

    private static void heard(ClientEvent event) {
        if (event instanceof ClientEvent.Failed failed) {
            FAULTS.warn("a device's " + failed.phase() + " step failed in round " + failed.round(), failed.cause());
        }
    }

    @Override
    public CompletableFuture<Void> run() {
        return CompletableFuture.allOf(
                clients.stream().map(client -> CompletableFuture.runAsync(() -> run(client), threads))
                        .toArray(CompletableFuture[]::new));
    }

    private static void run(FederatedClient client) {
        try {
            client.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DeniedException denied) {
            throw new IllegalStateException(denied.getMessage(), denied);
        }
    }

    /** Stops them. */
    @Override
    public void close() {
        clients.parallelStream().forEach(FederatedClient::close);
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
