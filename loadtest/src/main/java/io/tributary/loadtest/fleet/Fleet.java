package io.tributary.loadtest.fleet;

import io.tributary.client.DeniedException;
import io.tributary.client.FederatedClient;
import io.tributary.learning.LocalTrainer;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Real clients of {@link KnownUpdates} in this JVM, on one Vert.x. Made and closed by one thread. */
public final class Fleet implements AutoCloseable {
    private final List<FederatedClient> clients = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final AtomicReference<@Nullable Throwable> died = new AtomicReference<>();
    private final CountDownLatch ended;

    /**
     * What a fleet is.
     *
     * @param devices how many
     * @param trainer what each sends
     * @param homes where they keep their files, a directory each
     * @param coordinators where each finds its coordinator, or members of it
     * @param owner the key that signs plans
     * @param signer the coordinator's key
     */
    public record Setting(int devices, IntFunction<LocalTrainer> trainer, Path homes,
            IntFunction<List<URI>> coordinators,
            VerifyingKey owner, VerifyingKey signer) {}

    private Fleet(int devices) {
        this.ended = new CountDownLatch(devices);
    }

    /** Starts all devices. */
    public static Fleet start(Vertx vertx, Setting setting) throws IOException {
        Fleet fleet = new Fleet(setting.devices());
        boolean started = false;
        try {
            for (int device = 0; device < setting.devices(); device++) {
                fleet.add(vertx, setting, device);
            }
            fleet.clients.forEach(fleet::run);
            started = true;
            return fleet;
        } finally {
            if (!started) {
                fleet.close();
            }
        }
    }

    private void add(Vertx vertx, Setting setting, int device) throws IOException {
        String name = KnownUpdates.name(device);
        clients.add(FederatedClient.builder().coordinators(setting.coordinators().apply(device))
                .ownerKey(setting.owner()).coordinatorKey(setting.signer()).device(name).deviceIndex(device)
                .directory(setting.homes().resolve(name)).trainer(setting.trainer().apply(device)).vertx(vertx)
                .listener(ledger.of(device)).endsWithRuns().build());
    }

    private void run(FederatedClient client) {
        Thread.ofVirtual().start(() -> {
            try {
                client.run();
            } catch (InterruptedException | DeniedException | IllegalStateException broken) {
                died.compareAndSet(null, broken);
            } finally {
                ended.countDown();
            }
        });
    }

    /** What the devices heard. */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Waits for every device to be told that its runs have ended; false if the time is up first.
     *
     * @throws IllegalStateException if a device died of an error
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        boolean all = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (died.get() != null) {
            throw new IllegalStateException("a device died", died.get());
        }
        return all;
    }

    @Override
    public void close() {
        clients.forEach(FederatedClient::close);
    }
}
