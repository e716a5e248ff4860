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

    private final List<Device> devices;
    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Device(FederatedClient client, PacedStart.Place start) {}

    private LocalDevices(List<Device> devices, Vertx vertx) {
        this.devices = devices;
        this.vertx = vertx;
    }

    /** Makes the devices of a span, each with a folder below {@code directory}. They do nothing yet. */
    static LocalDevices build(Experiment experiment, CoordinatorContact contact, DeviceRange span, Path directory)
            throws IOException {
        Semaphore places =
                new Semaphore(experiment.config().train().parallelOn(Runtime.getRuntime().availableProcessors()));
        Vertx vertx = Vertx
                .vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1).setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(2));
        PacedStart starts = new PacedStart();
        LocalDevices devices = new LocalDevices(new ArrayList<>(), vertx);
        boolean built = false;
        try {
            for (int index = span.from(); index < span.to(); index++) {
                LocalTrainer trainer =
                        new LimitedTrainer(LearningEngine.required().trainer(experiment.data().devices().get(index)),
                                places);
                PacedStart.Place start = starts.place();
                devices.devices.add(new Device(device(index, contact, directory).trainer(trainer).vertx(vertx)
                        .threads(Thread.ofVirtual().factory()).listener(event -> heard(event, start)).build(), start));
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
        return FederatedClient.builder().coordinators(contact.members()).ownerKey(contact.owner())
                .coordinatorKey(contact.registrar()).device(id).deviceIndex(index).clock(contact.clock())
                .directory(directory.resolve(id)).endsWithRuns();
    }

    private static void heard(ClientEvent event, PacedStart.Place start) {
        start.heard(event);
        if (event instanceof ClientEvent.Failed failed) {
            FAULTS.warn("a device's " + failed.phase() + " step failed in round " + failed.round(), failed.cause());
        }
    }

    @Override
    public CompletableFuture<Void> run() {
        return CompletableFuture.allOf(
                devices.stream().map(device -> CompletableFuture.runAsync(() -> run(device), threads))
                        .toArray(CompletableFuture[]::new));
    }

    private static void run(Device device) {
        try {
            device.start().take();
            device.client().run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DeniedException denied) {
            throw new IllegalStateException(denied.getMessage(), denied);
        } finally {
            device.start().leave();
        }
    }

    /** Stops them. */
    @Override
    public void close() {
        threads.shutdownNow();
        devices.parallelStream().forEach(device -> device.client().close());
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
