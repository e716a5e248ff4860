package com.example.device;

import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two clients in one JVM, of a coordinator that is not there. Argument: a folder for both. */
public final class TwoDevices {
    private static final URI NOBODY = URI.create("http://localhost:1");
    private static final SigningKey KEY = SigningKey.generate();

    private TwoDevices() {}

    public static void main(String[] args) throws Exception {
        tensorsTravel();
        CountDownLatch failures = new CountDownLatch(2);
        try (FederatedClient one = client("one", Path.of(args[0]), failures);
                FederatedClient two = client("two", Path.of(args[0]), failures)) {
            one.start();
            two.start();
            check(failures.await(30, TimeUnit.SECONDS), "both clients say that nobody answers");
            check(!one.publicKey().equals(two.publicKey()), "each has a key of its own");
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); // a thread that was told to end may be at its last step
        while (!threads().isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        check(threads().isEmpty(), "no thread is left, and not " + threads());
        System.out.println("two clients ran on Java " + Runtime.version().feature());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("tributary-")).toList();
    }

    private static FederatedClient client(String name, Path folder, CountDownLatch failures) throws IOException {
        return FederatedClient.builder().coordinator(NOBODY).device(name).directory(folder.resolve(name))
                .ownerKey(KEY.publicKey()).coordinatorKey(KEY.publicKey()).trainer(task -> {
                    throw new IllegalStateException("there is nothing to train");
                }).listener(event -> {
                    if (event instanceof ClientEvent.Failed) {
                        failures.countDown();
                    }
                }).build();
    }

    private static void tensorsTravel() throws Exception {
        float[] values = {1, -2.5f, 3};
        float[] back = new float[3];
        new ChunkCodec().decode(new ChunkCodec().encode(values, 0, 3), back, 0, 3);
        check(Arrays.equals(values, back), "a chunk comes back");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
